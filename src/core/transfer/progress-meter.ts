/** Time constant of the smoothed speed, and the least time between two readings, in milliseconds. */
const SMOOTH_MS = 3_000;
const LEAST_MS = 100;

/** How fast something goes, smoothed so that it can be read, and how long it takes still. */
export class ProgressMeter {
  #at: number | undefined;
  #done = 0;
  #speed: number | undefined;

  /** Bytes a second. */
  get speed(): number {
    return Math.round(this.#speed ?? 0);
  }

  /** `done` bytes are through at `now`, in milliseconds; what goes back, as after a loss, counts as no time. */
  update(done: number, now: number): void {
    if (this.#at === undefined || done < this.#done) {
      this.#at = now;
      this.#done = done;
      return;
    }
    const elapsed = now - this.#at;
    if (elapsed < LEAST_MS) return;
    const speed = ((done - this.#done) * 1_000) / elapsed;
    const share = this.#speed === undefined ? 1 : 1 - Math.exp(-elapsed / SMOOTH_MS);
    this.#speed = (this.#speed ?? 0) + share * (speed - (this.#speed ?? 0));
    this.#at = now;
    this.#done = done;
  }

  /** Milliseconds for `left` bytes; undefined while nothing moves. */
  leftMs(left: number): number | undefined {
    return this.#speed === undefined || this.#speed < 1 ? undefined : Math.round((left * 1_000) / this.#speed);
  }

  /** It stands still: the next reading begins anew. */
  pause(): void {
    this.#at = undefined;
    this.#speed = undefined;
  }
}
