/** A clock that went on this far between two looks means that nobody looked for so long. Milliseconds. */
const SLEPT_MS = 20_000;

/**
 * Notices that the computer slept. The clock that measures durations counts a sleep on some systems and stands still
 * on others, Linux among them, where the one on the wall went on without it. One that was set forward looks the same,
 * and to ask the host for a sign of life then does no harm.
 */
export class SleepWatch {
  #now: number | undefined;
  #wall = 0;

  /** Call it a few times a second with both clocks. @returns true when the computer slept since the last time */
  slept(now: number, wall: number): boolean {
    const before = this.#now;
    const wallPassed = wall - this.#wall;
    this.#now = now;
    this.#wall = wall;
    return before !== undefined && Math.max(now - before, wallPassed) > SLEPT_MS;
  }
}
