import type { RoomLimits } from '../../shared/limits.ts';
import { originOf } from '../origin.ts';
import { TokenBucket } from '../token-bucket.ts';

export type ConnectionLimits = Pick<
  RoomLimits,
  | 'connectionsPerSecond'
  | 'connections'
  | 'connectionsPerAddressPerSecond'
  | 'connectionsPerAddress'
  | 'silentConnectionMs'
  | 'silentConnectionsPerAddressPerSecond'
  | 'silentConnectionsPerAddress'
>;

/** Origins that are counted for themselves; those beyond share one count, so that nobody fills the memory with more. */
const ORIGINS_KEPT = 4_096;

/** What the connections of one origin have used up. */
interface Origin {
  readonly pace: TokenBucket;
  /** Connections that came to nothing. */
  readonly silence: TokenBucket;
  /** Those of which nothing was heard yet, the oldest first. */
  readonly unheard: Set<Connection>;
}

/** A connection that was let in, until something is heard of it. */
export class Connection {
  readonly since: number;
  readonly #origin: Origin;

  constructor(origin: Origin, now: number) {
    this.#origin = origin;
    this.since = now;
    origin.unheard.add(this);
  }

  /** A byte came: whatever it is, other bounds hold for it from now on. */
  spoke(): void {
    this.#origin.unheard.delete(this);
  }

  /** It is gone. */
  closed(now: number): void {
    if (this.#origin.unheard.delete(this)) this.#origin.silence.take(now);
  }
}

/**
 * Decides whether a connection is let in at all, before anything is made for it: whoever is far over the pace of a crowd is
 * refused without a word, since a word costs more than the refusal. What tells a flood from a crowd is that it says nothing: a
 * crowd may come as fast as it likes, while an origin of which much came to nothing gets only as many more as it has left.
 */
export class ConnectionGate {
  readonly #limits: ConnectionLimits;
  readonly #all: TokenBucket;
  readonly #byOrigin = new Map<string, Origin>();
  readonly #others: Origin;

  constructor(limits: ConnectionLimits, now: number) {
    this.#limits = limits;
    this.#all = new TokenBucket(limits.connectionsPerSecond, limits.connections, now);
    this.#others = this.#makeOrigin(now);
  }

  /** Origins that are remembered. */
  get remembered(): number {
    return this.#byOrigin.size;
  }

  /** Asks for one more connection, once for each. @returns false when it is to be refused */
  admits(address: string, now: number): boolean {
    const { silence, unheard, pace } = this.#judged(address, now);
    if (!silence.isHalfFull(now) && silence.left(now) <= unheard.size) return false;
    return pace.take(now) && this.#all.take(now);
  }

  /** One that was let in: tell what becomes of it. */
  enter(address: string, now: number): Connection {
    return new Connection(this.#origin(address, now), now);
  }

  /** The origin of an address; of its connections those that were silent for long have come to nothing. */
  #judged(address: string, now: number): Origin {
    const origin = this.#origin(address, now);
    for (const connection of origin.unheard) {
      if (now - connection.since < this.#limits.silentConnectionMs) break;
      connection.closed(now);
    }
    return origin;
  }

  #origin(address: string, now: number): Origin {
    const name = originOf(address);
    const known = this.#byOrigin.get(name);
    if (known) return known;
    if (this.#byOrigin.size >= ORIGINS_KEPT) this.#forget(now);
    if (this.#byOrigin.size >= ORIGINS_KEPT) return this.#others;
    const made = this.#makeOrigin(now);
    this.#byOrigin.set(name, made);
    return made;
  }

  #makeOrigin(now: number): Origin {
    const { connectionsPerAddressPerSecond, connectionsPerAddress } = this.#limits;
    const { silentConnectionsPerAddressPerSecond, silentConnectionsPerAddress } = this.#limits;
    return {
      pace: new TokenBucket(connectionsPerAddressPerSecond, connectionsPerAddress, now),
      silence: new TokenBucket(silentConnectionsPerAddressPerSecond, silentConnectionsPerAddress, now),
      unheard: new Set(),
    };
  }

  /** Forgets origins that were quiet. */
  #forget(now: number): void {
    for (const [name, { pace, silence, unheard }] of this.#byOrigin) {
      if (unheard.size === 0 && pace.isFull(now) && silence.isFull(now)) this.#byOrigin.delete(name);
    }
  }
}
