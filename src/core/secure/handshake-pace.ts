import type { RoomLimits } from '../../shared/limits.ts';
import { TokenBucket } from '../token-bucket.ts';

export type HandshakeLimits = Pick<
  RoomLimits,
  'handshakesPerSecond' | 'handshakes' | 'handshakesPerAddressPerSecond' | 'handshakesPerAddress'
>;

/** Addresses whose pace is remembered; those beyond share one, so that nobody who makes addresses up fills the memory. */
const ADDRESSES_KEPT = 4_096;

/**
 * How many handshakes a host begins: each takes operations on a curve, which cost more than anything else that a stranger can
 * ask for. All addresses together have a pace, and each has a share of it.
 */
export class HandshakePace {
  readonly #limits: HandshakeLimits;
  readonly #all: TokenBucket;
  readonly #byAddress = new Map<string, TokenBucket>();
  /** The pace of all addresses beyond those that are remembered. */
  readonly #others: TokenBucket;

  constructor(limits: HandshakeLimits, now: number) {
    this.#limits = limits;
    this.#all = new TokenBucket(limits.handshakesPerSecond, limits.handshakes, now);
    this.#others = this.#share(now);
  }

  /** Addresses that are remembered. */
  get remembered(): number {
    return this.#byAddress.size;
  }

  /**
   * Asks for one handshake with this address; call it before the first operation, once for all that the handshake costs.
   * @param patienceMs how long it may wait; 0 where it comes again by itself, as over datagrams
   * @returns in how many milliseconds it may begin, in the order in which they asked; undefined when there is no place for it
   */
  begin(address: string, now: number, patienceMs = 0): number | undefined {
    const own = this.#paceOf(address, now);
    const wait = Math.max(this.#all.readyIn(now), own.readyIn(now));
    if (wait > patienceMs) return undefined;
    this.#all.spend(1, now);
    own.spend(1, now);
    return wait;
  }

  #paceOf(address: string, now: number): TokenBucket {
    const known = this.#byAddress.get(address);
    if (known) return known;
    if (this.#byAddress.size >= ADDRESSES_KEPT) this.#forget(now);
    if (this.#byAddress.size >= ADDRESSES_KEPT) return this.#others;
    const share = this.#share(now);
    this.#byAddress.set(address, share);
    return share;
  }

  /** Forgets addresses that were quiet. */
  #forget(now: number): void {
    for (const [address, pace] of this.#byAddress) if (pace.isFull(now)) this.#byAddress.delete(address);
  }

  #share(now: number): TokenBucket {
    const { handshakesPerAddressPerSecond, handshakesPerAddress } = this.#limits;
    return new TokenBucket(handshakesPerAddressPerSecond, handshakesPerAddress, now);
  }
}
