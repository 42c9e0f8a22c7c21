import type { Clock } from '../clock.ts';

/** Rings a machine whenever it is due, over the virtual clock. */
export class Timer {
  readonly #clock: Clock;
  readonly #machine: { readonly deadline: number; tick(now: number): void };
  #at = Number.POSITIVE_INFINITY;
  #made = 0;
  #isOver = false;

  constructor(clock: Clock, machine: { readonly deadline: number; tick(now: number): void }) {
    this.#clock = clock;
    this.#machine = machine;
  }

  /** Something came in: the deadline may be another. */
  mind(): void {
    const { deadline } = this.#machine;
    if (this.#isOver || deadline >= this.#at || deadline === Number.POSITIVE_INFINITY) return;
    this.#at = deadline;
    this.#made += 1;
    const number = this.#made;
    this.#clock.after(Math.ceil(Math.max(0, deadline - this.#clock.now)), () => {
      if (number !== this.#made || this.#isOver) return;
      this.#at = Number.POSITIVE_INFINITY;
      this.#machine.tick(this.#clock.now);
      this.mind();
    });
  }

  stop(): void {
    this.#isOver = true;
  }
}
