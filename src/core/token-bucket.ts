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
    this.#fill(now);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** How many tokens could be taken now. */
  left(now: number): number {
    return Math.floor(Math.min(this.#burst, this.#tokens + Math.max(0, now - this.#at) * this.#perMs));
  }

  /** Takes tokens that may not be there yet: then there is none until the debt is paid. */
  spend(tokens: number, now: number): void {
    this.#fill(now);
    this.#tokens -= tokens;
  }

  /** True when a token is there. */
  has(now: number): boolean {
    this.#fill(now);
    return this.#tokens >= 1;
  }

  /** Milliseconds until a token can be taken; 0 when one is there. */
  readyIn(now: number): number {
    this.#fill(now);
    return this.#tokens >= 1 ? 0 : (1 - this.#tokens) / this.#perMs;
  }

  /** True while more than half of the burst is there. */
  isHalfFull(now: number): boolean {
    this.#fill(now);
    return this.#tokens > this.#burst / 2;
  }

  /** True while nothing was taken lately, so that forgetting this bucket changes nothing. */
  isFull(now: number): boolean {
    return this.#tokens + (now - this.#at) * this.#perMs >= this.#burst;
  }

  #fill(now: number): void {
    if (now > this.#at) this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#at) * this.#perMs);
    this.#at = now;
  }
}
