/** Half-seconds without a fall after which memory counts as settled: V8 tidies up several seconds after a crowd. */
const QUIET = 20;
/** KiB of a fall that counts. */
const FALL = 256;

/** What `resident` says when it has stopped falling. */
export async function settledKiB(resident: () => number): Promise<number> {
  let lowest = resident();
  for (let quiet = 0; quiet < QUIET; ) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const now = resident();
    quiet = now < lowest - FALL ? 0 : quiet + 1;
    lowest = Math.min(lowest, now);
  }
  return lowest;
}
