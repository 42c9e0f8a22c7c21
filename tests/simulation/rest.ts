import type { Clock } from './clock.ts';

/** Whether a process runs, sleeps with its computer, or is dead, and what it makes of time. */
export class Rest {
  isDead = false;
  isAsleep = false;
  /** When it woke up last, by the clock on the wall. */
  awakeSince: number;
  readonly #clock: Clock;
  readonly #origin: number;
  /** Milliseconds that the monotonic clock stood still while the computer slept, as it does on Linux and macOS. */
  #stoodStill = 0;
  #postponed: (() => void)[] = [];
  #fellAsleepAt = 0;
  #standsStill = false;

  /** @param fraction of a millisecond by which the monotonic clock is beside the one on the wall */
  constructor(clock: Clock, fraction = 0) {
    this.#clock = clock;
    this.#origin = clock.now - fraction;
    this.awakeSince = clock.now;
  }

  /** What `performance.now()` says in this process. */
  get monotonicNow(): number {
    const now = this.isAsleep && this.#standsStill ? this.#fellAsleepAt : this.#clock.now;
    return now - this.#origin - this.#stoodStill;
  }

  /** Does `work` now, or after waking up. */
  awake(work: () => void): void {
    if (this.isDead) return;
    if (this.isAsleep) this.#postponed.push(work);
    else work();
  }

  /**
   * A second sleep may begin within the first: whichever ends first wakes the computer up.
   * @param standsStill whether the monotonic clock does not count this time
   */
  sleep(duration: number, standsStill: boolean, woken: () => void): void {
    if (!this.isAsleep) {
      this.#fellAsleepAt = this.#clock.now;
      this.#standsStill = standsStill;
    }
    this.isAsleep = true;
    this.#clock.after(duration, () => {
      if (!this.isAsleep) return;
      this.isAsleep = false;
      this.awakeSince = this.#clock.now;
      if (this.#standsStill) this.#stoodStill += this.#clock.now - this.#fellAsleepAt;
      woken();
      const postponed = this.#postponed;
      this.#postponed = [];
      for (const work of postponed) if (!this.isDead) work();
    });
  }
}
