import type { RoomLimits } from '../../shared/limits.ts';
import { type ProtocolError, protocolError } from '../wire/protocol-error.ts';
import type { OriginPace } from './link-gate.ts';
import type { RoomLink } from './room-link.ts';

/** What makes way for somebody else's link is told. */
export const KNOCKED_LONG_ENOUGH: ProtocolError = protocolError(
  'hello_timeout',
  'it has said no hello, and others knock as well',
);

/**
 * The links whose peer has connected and said no `hello`. They are bounded per address and in all, and where there are too
 * many the oldest makes way: whoever means to come in says so at once, and is never the one.
 */
export class HalfOpen {
  readonly #most: number;
  readonly #mostOfAddress: number;
  readonly #byOrigin = new Map<OriginPace, Set<RoomLink>>();
  #size = 0;

  constructor({ links, halfOpen, halfOpenPerAddress }: RoomLimits) {
    this.#most = Math.max(1, Math.floor((links * halfOpen) / 100));
    this.#mostOfAddress = Math.max(1, Math.floor((links * halfOpenPerAddress) / 100));
  }

  /** One more knocks. @returns the one that makes way for it */
  add(link: RoomLink): RoomLink | undefined {
    if (link.peer.local) return undefined;
    const own = this.#byOrigin.get(link.pace.origin) ?? new Set();
    this.#byOrigin.set(link.pace.origin, own);
    const late = own.size >= this.#mostOfAddress ? oldest(own) : this.#size >= this.#most ? this.#crowded() : undefined;
    own.add(link);
    this.#size += 1;
    if (late) this.remove(late);
    return late;
  }

  /** It said `hello`, or is gone. */
  remove(link: RoomLink): void {
    const own = this.#byOrigin.get(link.pace.origin);
    if (!own?.delete(link)) return;
    this.#size -= 1;
    if (own.size === 0) this.#byOrigin.delete(link.pace.origin);
  }

  /** The oldest of the address that has most. */
  #crowded(): RoomLink | undefined {
    let most: ReadonlySet<RoomLink> = new Set();
    for (const own of this.#byOrigin.values()) if (own.size > most.size) most = own;
    return oldest(most);
  }
}

function oldest(links: ReadonlySet<RoomLink>): RoomLink | undefined {
  const [first] = links;
  return first;
}
