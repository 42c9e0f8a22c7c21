/**
 * Says when events happened, by the host's clock on the wall. That one is set by people and by the network, also back:
 * within a log no event is earlier than the one before it, so that a conversation reads in its order.
 */
export class LogClock {
  readonly #wallNow: () => number;
  #newest: number;

  /**
   * @param wallNow whole milliseconds since 1970
   * @param newest the newest event's time, 0 where the log is empty
   */
  constructor(wallNow: () => number, newest: number) {
    this.#wallNow = wallNow;
    this.#newest = newest;
  }

  /** The time of an event that happens now. */
  at(): number {
    this.#newest = Math.max(this.#newest, this.#wallNow());
    return this.#newest;
  }
}
