import type { RoomLimits } from '../../shared/limits.ts';
import { BucketBook } from '../bucket-book.ts';
import { originOf } from '../origin.ts';
import { TokenBucket } from '../token-bucket.ts';

export type HandshakeLimits = Pick<
  RoomLimits,
  'handshakesPerSecond' | 'handshakes' | 'handshakesPerAddressPerSecond' | 'handshakesPerAddress'
>;

/** Addresses whose pace is remembered. */
const ADDRESSES_KEPT = 4_096;

/**
 * How many handshakes a host begins: each takes operations on a curve, which cost more than anything else that a stranger can
 * ask for. All addresses together have a pace, and each (of IPv6 each /64) has a share of it.
 */
export class HandshakePace {
  readonly #all: TokenBucket;
  readonly #byOrigin: BucketBook;

  constructor(limits: HandshakeLimits, now: number) {
    this.#all = new TokenBucket(limits.handshakesPerSecond, limits.handshakes, now);
    const { handshakesPerAddressPerSecond: perSecond, handshakesPerAddress: burst } = limits;
    this.#byOrigin = new BucketBook(ADDRESSES_KEPT, (at) => new TokenBucket(perSecond, burst, at), now);
  }

  /** Addresses that are remembered. */
  get remembered(): number {
    return this.#byOrigin.size;
  }

  /**
   * Asks for one handshake with this address; call it before the first operation, once for all that the handshake costs.
   * @param patienceMs how long it may wait; 0 where it comes again by itself, as over datagrams
   * @returns in how many milliseconds it may begin, in the order in which they asked; undefined when there is no place for it
   */
  begin(address: string, now: number, patienceMs = 0): number | undefined {
    const own = this.#byOrigin.of(originOf(address), now);
    const wait = Math.max(this.#all.readyIn(now), own.readyIn(now));
    if (wait > patienceMs) return undefined;
    this.#all.spend(1, now);
    own.spend(1, now);
    return wait;
  }
}
