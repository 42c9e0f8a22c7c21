/** Peers that try something at the same time. */
const AT_ONCE = 16;

/** Tries something at each byte of a message of so many, some at the same time. */
export async function atEachByte(length: number, attempt: (at: number) => Promise<void>): Promise<void> {
  let next = 0;
  const tryOn = async () => {
    while (next < length) {
      next += 1;
      await attempt(next - 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, tryOn));
}
