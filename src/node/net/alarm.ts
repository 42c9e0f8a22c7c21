/** Milliseconds by a clock that is never set back. */
export function monotonicNow(): number {
  return performance.now();
}

/**
 * One timer for many deadlines. It rings at the earliest one that it was told of, and asks for the next then; a
 * deadline that moves later costs nothing until the alarm has rung in vain.
 */
export class Alarm {
  readonly #ring: (now: number) => number;
  #at = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;

  /** @param ring does what is due and says when it wants to ring next; infinite for never */
  constructor(ring: (now: number) => number) {
    this.#ring = ring;
  }

  /** Rings at `deadline`, or at once in this turn of the event loop if that has passed. */
  by(deadline: number): void {
    if (deadline >= this.#at) return;
    this.#at = deadline;
    const wait = deadline - monotonicNow();
    if (wait <= 0) {
      this.soon();
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#work(), Math.ceil(wait));
  }

  /** Rings when all that is readable in this turn of the event loop was read. */
  soon(): void {
    this.#immediate ??= setImmediate(() => this.#work());
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#at = Number.NEGATIVE_INFINITY;
  }

  #work(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#immediate = undefined;
    this.#at = Number.POSITIVE_INFINITY;
    this.by(this.#ring(monotonicNow()));
  }
}
