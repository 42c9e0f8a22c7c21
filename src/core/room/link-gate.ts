import type { RoomLimits } from '../../shared/limits.ts';
import { TokenBucket } from '../token-bucket.ts';
import { type ProtocolError, protocolError } from '../wire/protocol-error.ts';

/** What all links of one address share. */
export interface AddressPace {
  /** New links. */
  readonly links: TokenBucket;
  /** Members who come in, again or for the first time. */
  readonly entries: TokenBucket;
  /** What its members say. */
  readonly messages: TokenBucket;
  /** Bytes that bring no event. */
  readonly overhead: TokenBucket;
  /** Knocks at a door where somebody lets in. */
  readonly knocks: TokenBucket;
  /** Tries of a passphrase that were wrong. */
  readonly words: TokenBucket;
  /** Links that are open: while there are any, its pace is not forgotten. */
  open: number;
}

/** Decides whether one more link may open, and keeps what each address has used up, so that none crowds the others out. */
export class LinkGate {
  readonly #limits: RoomLimits;
  readonly #byAddress = new Map<string, AddressPace>();

  constructor(limits: RoomLimits) {
    this.#limits = limits;
  }

  /** The pace of an address, with one more link open from now on: {@link leave} it when that is gone. */
  enter(address: string, now: number): AddressPace {
    let pace = this.#byAddress.get(address);
    if (pace === undefined) {
      pace = addressPace(this.#limits, now);
      this.#byAddress.set(address, pace);
    }
    pace.open += 1;
    return pace;
  }

  leave(pace: AddressPace): void {
    pace.open -= 1;
  }

  /** @returns why the link is turned away, or undefined */
  admit({ links, open }: AddressPace, openLinks: number, now: number): ProtocolError | undefined {
    const { links: most, linksPerAddress, linksPerAddressPerSecond: rate } = this.#limits;
    if (openLinks >= most) return protocolError('too_many_links', `the room has ${most} links open`);
    const share = Math.max(1, Math.floor((most * linksPerAddress) / 100));
    if (open > share) return protocolError('too_many_links', `an address may have ${share} links open`);
    return links.take(now) ? undefined : protocolError('too_many_links', `at most ${rate} new links a second`);
  }

  /** Forgets addresses that were quiet. */
  forget(now: number): void {
    for (const [address, { open, ...buckets }] of this.#byAddress) {
      const isQuiet = Object.values(buckets).every((bucket) => bucket.isFull(now));
      if (open === 0 && isQuiet) this.#byAddress.delete(address);
    }
  }
}

const SECONDS_PER_MINUTE = 60;
/** Links of one address whose overhead is borne at the same time. */
const OVERHEAD_SHARES = 8;

function addressPace(limits: RoomLimits, now: number): AddressPace {
  const { linksPerAddressPerSecond, entriesPerAddressPerSecond, entriesPerAddress } = limits;
  const { overheadBytesPerSecond, overheadBytes } = limits;
  const { speakersPerAddress, messagesPerSecond, messageBurst } = limits;
  return {
    links: new TokenBucket(linksPerAddressPerSecond, linksPerAddressPerSecond, now),
    entries: new TokenBucket(entriesPerAddressPerSecond, entriesPerAddress, now),
    messages: new TokenBucket(speakersPerAddress * messagesPerSecond, speakersPerAddress * messageBurst, now),
    overhead: new TokenBucket(OVERHEAD_SHARES * overheadBytesPerSecond, OVERHEAD_SHARES * overheadBytes, now),
    knocks: new TokenBucket(limits.knocksPerAddressPerMinute / SECONDS_PER_MINUTE, limits.knocksPerAddress, now),
    words: new TokenBucket(limits.wordTriesPerAddressPerMinute / SECONDS_PER_MINUTE, limits.wordTriesPerAddress, now),
    open: 0,
  };
}
