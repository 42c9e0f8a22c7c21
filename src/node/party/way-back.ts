import { hexText } from '../../core/secure/byte-text.ts';
import type { GuestSealing } from '../../core/secure/guest-sealing.ts';
import type { HandshakeMet } from '../../core/secure/handshake.ts';
import type { Identity } from '../../core/secure/identity-card.ts';
import type { KeptRoom } from '../../core/session/kept-room.ts';
import { formatAddress, type RoomAddress } from '../../shared/address.ts';
import { DISCOVERY_LIMITS } from '../../shared/discovery/discovery-limits.ts';
import type { Problem } from '../../shared/error-codes.ts';
import type { RoomsAround } from '../discovery/announcing.ts';
import { whichRoom } from '../joining/introduce.ts';
import { dialRoom } from '../net/dial.ts';
import { DOWNGRADED, guestSealing } from '../secure/guest-sealing.ts';
import { monotonicNow } from '../time/clocks.ts';
import type { Place } from './place.ts';

const OTHER_KEY: Problem = { code: 'room_unproven', text: 'what answers there has another key than the room' };

export interface WayBackParts {
  readonly around: RoomsAround;
  readonly identity: Identity;
  readonly places: () => readonly Place[];
  /** The room that a place waits for proved to be at this address. */
  readonly found: (place: Place, at: RoomAddress) => void;
}

/**
 * Finds the rooms that a person is in where they are now: while a place waits for its host, whoever announces a room of
 * its id is asked for the proof, over a link of its own, so that one who only claims to be it disturbs nothing.
 */
export class WayBack {
  readonly #parts: WayBackParts;
  /** When each address was asked for each place, as far as that matters. */
  readonly #asked = new Map<string, number>();
  readonly #closing = new AbortController();
  #asking = 0;
  #unwatch: (() => void) | undefined;

  constructor(parts: WayBackParts) {
    this.#parts = parts;
  }

  /** A place is in another state than before. */
  changed(place: Place): void {
    if (isLost(place) || this.#unwatch) this.#look();
  }

  close(): void {
    this.#closing.abort();
    this.#rest();
  }

  #look(): void {
    if (this.#closing.signal.aborted) return;
    const lost = this.#parts.places().filter(isLost);
    if (lost.length === 0) return this.#rest();
    this.#watch();
    const now = monotonicNow();
    for (const [key, askedAt] of this.#asked) {
      if (now - askedAt >= DISCOVERY_LIMITS.wayBackAgainMs) this.#asked.delete(key);
    }
    for (const place of lost) this.#lookFor(place, now);
  }

  #lookFor(place: Place, now: number): void {
    for (const { id, own, at } of this.#parts.around.rooms()) {
      const kept = place.known.filter(({ room, key, roomKey }) => room === id && (key ?? roomKey) !== undefined);
      if (own || kept.length === 0) continue;
      for (const { address: host, port } of at) {
        if (this.#asking >= DISCOVERY_LIMITS.wayBackAtOnce) return;
        const address = formatAddress({ host, port });
        const asked = `${place.key} ${address}`;
        if (address === place.address || this.#asked.has(asked)) continue;
        this.#asked.set(asked, now);
        void this.#ask(place, kept, { host, port });
      }
    }
  }

  async #ask(place: Place, kept: readonly KeptRoom[], at: RoomAddress): Promise<void> {
    this.#asking += 1;
    const { signal } = this.#closing;
    const dial = dialRoom(at, undefined, this.#sealingTo(kept));
    const proven = await whichRoom(dial, place.guest.transport, kept, () => [], signal);
    this.#asking -= 1;
    if (signal.aborted) return;
    // It may have come back or been left meanwhile.
    if (proven && this.#parts.places().includes(place) && isLost(place)) this.#parts.found(place, at);
    this.#look();
  }

  /** Nobody who has none of the keys that are looked for hears who asks. */
  #sealingTo(kept: readonly KeptRoom[]): GuestSealing {
    const { identity } = this.#parts;
    const isKeyed = kept.every(({ roomKey }) => roomKey !== undefined);
    return guestSealing({
      identity,
      inClear: isKeyed ? DOWNGRADED : undefined,
      meets: (met) => (isKeyed && !kept.some((one) => isCertified(one, met)) ? OTHER_KEY : undefined),
    });
  }

  #watch(): void {
    if (this.#unwatch) return;
    // What is known already may be told before `watch` returns.
    this.#unwatch = () => {};
    this.#unwatch = this.#parts.around.watch({ changed: () => this.#look() });
  }

  #rest(): void {
    this.#unwatch?.();
    this.#unwatch = undefined;
  }
}

function isCertified({ room, roomKey }: KeptRoom, { certificate }: HandshakeMet): boolean {
  return certificate.roomId === room && hexText(certificate.roomKey) === roomKey;
}

/** True while a joined room can't be reached. */
function isLost({ host, guest: { connection } }: Place): boolean {
  return host === undefined && connection.state === 'waiting';
}
