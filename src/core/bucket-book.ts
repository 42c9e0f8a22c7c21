import type { TokenBucket } from './token-bucket.ts';

/**
 * A bucket for each name, such as an address or a key. So many are remembered; those beyond share one, so that nobody who
 * makes names up fills the memory.
 */
export class BucketBook {
  readonly #make: (now: number) => TokenBucket;
  readonly #most: number;
  readonly #byName = new Map<string, TokenBucket>();
  readonly #others: TokenBucket;

  constructor(most: number, make: (now: number) => TokenBucket, now: number) {
    this.#most = most;
    this.#make = make;
    this.#others = make(now);
  }

  /** Names that are remembered. */
  get size(): number {
    return this.#byName.size;
  }

  of(name: string, now: number): TokenBucket {
    const known = this.#byName.get(name);
    if (known) return known;
    if (this.#byName.size >= this.#most) this.#forget(now);
    if (this.#byName.size >= this.#most) return this.#others;
    const bucket = this.#make(now);
    this.#byName.set(name, bucket);
    return bucket;
  }

  /** Forgets names of which nothing was taken lately. */
  #forget(now: number): void {
    for (const [name, bucket] of this.#byName) if (bucket.isFull(now)) this.#byName.delete(name);
  }
}
