import { TokenBucket } from './token-bucket.ts';

/** Whoever speaks keeps this far below the pace that the room announced, so that clocks that differ cause no refusal. */
const PACE_SHARE = 0.9;

/**
 * How fast somebody may speak without being refused, however late the room hears it. What was said counts from the moment
 * at which it is known to have been heard: a room that was busy for a while hears all that was said meanwhile at once, and its own
 * count had not gone beyond a full burst by then.
 */
export class KeptPace {
  readonly perSecond: number;
  readonly burst: number;
  readonly #bucket: TokenBucket;
  #unheard = 0;

  /** @param perSecond messages a second in the long run, and `burst` at once, as the room announced them */
  constructor({ perSecond, burst }: { readonly perSecond: number; readonly burst: number }, now: number) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.#bucket = new TokenBucket(perSecond * PACE_SHARE, Math.max(1, burst * PACE_SHARE), now);
  }

  /** How many messages may be said now. */
  left(now: number): number {
    return Math.max(0, this.#bucket.left(now) - this.#unheard);
  }

  /** So many were said. */
  said(count: number): void {
    this.#unheard += count;
  }

  /** The room has heard so many of them by now: it answered. */
  heard(count: number, now: number): void {
    const known = Math.min(count, this.#unheard);
    this.#unheard -= known;
    this.#bucket.spend(known, now);
  }

  /** The room has heard everything by now, or never will. */
  heardAll(now: number): void {
    this.heard(this.#unheard, now);
  }
}
