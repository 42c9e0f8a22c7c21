import type { RoomLimits } from '../../shared/limits.ts';
import { originOf } from '../origin.ts';
import { TokenBucket } from '../token-bucket.ts';
import { type ProtocolError, protocolError } from '../wire/protocol-error.ts';

/** What all links of one origin share: of an address, or of a /64 of IPv6, whose addresses cost nothing. */
export interface OriginPace {
  /** New links. */
  readonly links: TokenBucket;
  /** Members who come in, again or for the first time. */
  readonly entries: TokenBucket;
  /** Links that are open: while there are any, its pace is not forgotten. */
  open: number;
}

/** What all links of one address share: what others of its network, who may be members, must not lack because of it. */
export interface AddressPace {
  readonly origin: OriginPace;
  /** What its members say. */
  readonly messages: TokenBucket;
  /** Bytes that bring no event. */
  readonly overhead: TokenBucket;
  /** Knocks at a door where somebody lets in. */
  readonly knocks: TokenBucket;
  /** Tries of a passphrase that were wrong. */
  readonly words: TokenBucket;
  /** As of its origin. */
  open: number;
}

/** Decides whether one more link may open, and keeps what each address has used up, so that none crowds the others out. */
export class LinkGate {
  readonly #limits: RoomLimits;
  readonly #byAddress = new Map<string, AddressPace>();
  readonly #byOrigin = new Map<string, OriginPace>();

  constructor(limits: RoomLimits) {
    this.#limits = limits;
  }

  /** The pace of an address, with one more link open from now on: {@link leave} it when that is gone. */
  enter(address: string, now: number): AddressPace {
    let pace = this.#byAddress.get(address);
    if (pace === undefined) {
      pace = addressPace(this.#limits, this.#origin(originOf(address), now), now);
      this.#byAddress.set(address, pace);
    }
    pace.open += 1;
    pace.origin.open += 1;
    return pace;
  }

  leave(pace: AddressPace): void {
    pace.open -= 1;
    pace.origin.open -= 1;
  }

  /** @returns why the link is turned away, or undefined */
  admit({ origin }: AddressPace, openLinks: number, now: number): ProtocolError | undefined {
    const { links: most, linksPerAddress, linksPerAddressPerSecond: rate } = this.#limits;
    if (openLinks >= most) return protocolError('too_many_links', `the room has ${most} links open`);
    const share = Math.max(1, Math.floor((most * linksPerAddress) / 100));
    if (origin.open > share) return protocolError('too_many_links', `an address may have ${share} links open`);
    return origin.links.take(now) ? undefined : protocolError('too_many_links', `at most ${rate} new links a second`);
  }

  /** Forgets addresses that were quiet, and then their origins. */
  forget(now: number): void {
    const named = new Set<OriginPace>();
    for (const [address, { open, origin, ...buckets }] of this.#byAddress) {
      if (open === 0 && areFull(buckets, now)) this.#byAddress.delete(address);
      else named.add(origin);
    }
    for (const [name, origin] of this.#byOrigin) {
      const { open, ...buckets } = origin;
      if (open === 0 && areFull(buckets, now) && !named.has(origin)) this.#byOrigin.delete(name);
    }
  }

  #origin(name: string, now: number): OriginPace {
    const known = this.#byOrigin.get(name);
    if (known) return known;
    const { linksPerAddressPerSecond, entriesPerAddressPerSecond, entriesPerAddress } = this.#limits;
    const made = {
      links: new TokenBucket(linksPerAddressPerSecond, linksPerAddressPerSecond, now),
      entries: new TokenBucket(entriesPerAddressPerSecond, entriesPerAddress, now),
      open: 0,
    };
    this.#byOrigin.set(name, made);
    return made;
  }
}

function areFull(buckets: Readonly<Record<string, TokenBucket>>, now: number): boolean {
  return Object.values(buckets).every((bucket) => bucket.isFull(now));
}

const SECONDS_PER_MINUTE = 60;
/** Links of one address whose overhead is borne at the same time. */
const OVERHEAD_SHARES = 8;

function addressPace(limits: RoomLimits, origin: OriginPace, now: number): AddressPace {
  const { overheadBytesPerSecond, overheadBytes } = limits;
  const { speakersPerAddress, messagesPerSecond, messageBurst } = limits;
  return {
    origin,
    messages: new TokenBucket(speakersPerAddress * messagesPerSecond, speakersPerAddress * messageBurst, now),
    overhead: new TokenBucket(OVERHEAD_SHARES * overheadBytesPerSecond, OVERHEAD_SHARES * overheadBytes, now),
    knocks: new TokenBucket(limits.knocksPerAddressPerMinute / SECONDS_PER_MINUTE, limits.knocksPerAddress, now),
    words: new TokenBucket(limits.wordTriesPerAddressPerMinute / SECONDS_PER_MINUTE, limits.wordTriesPerAddress, now),
    open: 0,
  };
}
