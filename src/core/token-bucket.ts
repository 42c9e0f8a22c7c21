/** Lets `burst` through at once and `perSecond` in the long run. */
export class TokenBucket {
  readonly #perMs: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  constructor(perSecond: number, burst: number, now: number) {
    this.#perMs = perSecond / 1_000;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = now;
  }

  /** Takes one token if there is one. `now` in milliseconds; a clock that went back gives nothing. */
  take(now: number): boolean {
    if (now > this.#at) this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#at) * this.#perMs);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** How many tokens could be taken now. */
  left(now: number): number {
    return Math.floor(Math.min(this.#burst, this.#tokens + Math.max(0, now - this.#at) * this.#perMs));
  }

  /** True while nothing was taken lately, so that forgetting this bucket changes nothing. */
  isFull(now: number): boolean {
    return this.#tokens + (now - this.#at) * this.#perMs >= this.#burst;
  }
}
