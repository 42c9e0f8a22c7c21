import { monotonicNow } from '../time/clocks.ts';

/** Does what is due and says when it wants to be called next; infinite for never. Milliseconds. */
export type Ring = (now: number) => number;

/**
 * One timer for many deadlines. It rings at the earliest one that it was told of, and asks for the next then; a
 * deadline that moves later costs nothing until the alarm has rung in vain.
 */
export class Alarm {
  readonly #ring: Ring;
  readonly #read: Ring;
  #at = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #isStopped = false;

  /**
   * @param ring is called when a deadline has come
   * @param read is called after {@link soon}, and answers only for what was read: other deadlines stay as they are
   */
  constructor(ring: Ring, read: Ring) {
    this.#ring = ring;
    this.#read = read;
  }

  /** Rings at `deadline`, or at once in this turn of the event loop if that has passed. */
  by(deadline: number): void {
    if (deadline >= this.#at || this.#isStopped) return;
    this.#at = deadline;
    const wait = deadline - monotonicNow();
    if (wait <= 0) {
      this.soon();
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#rung(), Math.ceil(wait));
  }

  /** Something was read: it is worked on when all that is readable in this turn of the event loop was. */
  soon(): void {
    if (!this.#isStopped) this.#immediate ??= setImmediate(() => this.#readAll());
  }

  /** Rings no more, also when it is stopped by what it rang for. */
  stop(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#isStopped = true;
  }

  #readAll(): void {
    this.#immediate = undefined;
    const now = monotonicNow();
    this.by(this.#read(now));
    if (this.#at <= now && !this.#isStopped) this.#rung();
  }

  #rung(): void {
    clearTimeout(this.#timer);
    this.#at = Number.POSITIVE_INFINITY;
    this.by(this.#ring(monotonicNow()));
  }
}
