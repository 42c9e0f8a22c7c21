import type { RoomLimits } from '../../shared/limits.ts';
import { TokenBucket } from '../token-bucket.ts';
import { type ProtocolError, protocolError } from '../wire/protocol-error.ts';

/** Decides whether one more link may open, so that no single address can crowd the others out. */
export class LinkGate {
  readonly #limits: RoomLimits;
  readonly #byAddress = new Map<string, TokenBucket>();

  constructor(limits: RoomLimits) {
    this.#limits = limits;
  }

  /** @returns why the link is turned away, or undefined */
  admit(address: string, openLinks: number, now: number): ProtocolError | undefined {
    if (openLinks >= this.#limits.links) {
      return protocolError('too_many_links', `the room has ${this.#limits.links} links open`);
    }
    const rate = this.#limits.linksPerAddressPerSecond;
    let bucket = this.#byAddress.get(address);
    if (bucket === undefined) {
      bucket = new TokenBucket(rate, rate, now);
      this.#byAddress.set(address, bucket);
    }
    return bucket.take(now) ? undefined : protocolError('too_many_links', `at most ${rate} new links a second`);
  }

  /** Forgets addresses that were quiet. */
  forget(now: number): void {
    for (const [address, bucket] of this.#byAddress) if (bucket.isFull(now)) this.#byAddress.delete(address);
  }
}
