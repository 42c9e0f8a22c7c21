import { formatAddress, parseAddress } from '../../shared/address.ts';
import { DISCOVERY_LIMITS } from '../../shared/discovery/discovery-limits.ts';
import type { FoundRoom } from '../../shared/discovery/found-room.ts';
import { parseIp } from '../../shared/ip-address.ts';
import { cleanNick, cleanRoomName } from '../../shared/nickname.ts';
import type { Path } from '../datagram/path.ts';
import { kindOfRange } from '../network/classify.ts';
import type { Claim } from './discovery-ports.ts';
import { GOSSIP_APART_MS } from './discovery-times.ts';
import { isRoomId } from './room-advert.ts';

/** A room as one host names it to its members: a hint, which counts only once the room itself answered. */
export interface NamedRoom {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  /** Where it may be, the best address first; as `IP:PORT` on the wire. */
  readonly at: readonly string[];
}

/**
 * What a host tells its members of the rooms that it knows: those that answered, and no more than a frame holds. What others said
 * is never passed on, so that no rumour goes round.
 * @param rooms the host's list @param roomId the room itself, which its members know
 */
export function namedRooms(rooms: readonly FoundRoom[], roomId: string): readonly NamedRoom[] {
  const named: NamedRoom[] = [];
  for (const { id, name, host, at, own, contested } of rooms) {
    const answering = at.filter(({ ms }) => ms !== undefined);
    const reachable = answering
      .filter(({ address }) => isForOthers(address))
      .slice(0, DISCOVERY_LIMITS.gossipAddresses);
    // Of two that claim one id a host can't tell which is the real one, and of own rooms not everybody may be to know.
    if (own || id === roomId || contested || reachable.length === 0) continue;
    named.push({ id, name, host, at: reachable.map(({ address, port }) => formatAddress({ host: address, port })) });
    if (named.length === DISCOVERY_LIMITS.gossipRooms) break;
  }
  return named;
}

/** Reads the rooms of a `rooms` frame. What is no room, or too much, is passed over. @returns undefined when it is no list at all */
export function readNamedRooms(value: unknown): readonly NamedRoom[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.slice(0, DISCOVERY_LIMITS.gossipRooms).flatMap((room: unknown) => readNamedRoom(room) ?? []);
}

function readNamedRoom(value: unknown): NamedRoom | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, name, host, at } = value as Readonly<Record<keyof NamedRoom, unknown>>;
  const cleanedName = typeof name === 'string' ? cleanRoomName(name) : undefined;
  const cleanedHost = typeof host === 'string' ? cleanNick(host) : undefined;
  if (!isRoomId(id) || cleanedName === undefined || cleanedHost === undefined || !Array.isArray(at)) return undefined;
  const addresses = at.slice(0, DISCOVERY_LIMITS.gossipAddresses).filter((text: unknown) => pathOf(text) !== undefined);
  return addresses.length > 0 ? { id, name: cleanedName, host: cleanedHost, at: addresses as string[] } : undefined;
}

/** The hints of a frame as claims. @param teller the address of the host that sent it */
export function claimsOf(rooms: readonly NamedRoom[], teller: string): readonly Claim[] {
  return rooms
    .flatMap(({ at }) => at.flatMap((text) => pathOf(text) ?? []))
    .map((at) => ({ by: 'gossip', at, teller }));
}

/** What a host told its members, and what is new since: changes only, and not each of them at once. */
export class Gossip {
  readonly #roomId: string;
  #all: readonly NamedRoom[] = [];
  /** As it was told, by id. */
  #told = new Map<string, string>();
  #toldAt = Number.NEGATIVE_INFINITY;
  #hasNews = false;

  /** @param roomId the room whose members are told */
  constructor(roomId: string) {
    this.#roomId = roomId;
  }

  /** For who comes in: all that there is to tell. */
  get all(): readonly NamedRoom[] {
    return this.#all;
  }

  /** When {@link news} has something to tell; infinite for never. */
  get deadline(): number {
    return this.#hasNews ? this.#toldAt + GOSSIP_APART_MS : Number.POSITIVE_INFINITY;
  }

  /** The host's list of rooms is this now. */
  know(rooms: readonly FoundRoom[]): void {
    this.#all = namedRooms(rooms, this.#roomId);
    this.#hasNews = this.#fresh().length > 0;
  }

  /** For those who are here: rooms that are new or somewhere else since they were told last; none while that is too soon. */
  news(now: number): readonly NamedRoom[] {
    if (now < this.deadline) return [];
    const fresh = this.#fresh();
    this.#told = new Map(this.#all.map((room) => [room.id, JSON.stringify(room)]));
    this.#toldAt = now;
    this.#hasNews = false;
    return fresh;
  }

  #fresh(): readonly NamedRoom[] {
    return this.#all.filter((room) => this.#told.get(room.id) !== JSON.stringify(room));
  }
}

function pathOf(text: unknown): Path | undefined {
  if (typeof text !== 'string' || text.length > 64) return undefined;
  const parsed = parseAddress(text, 0);
  if (!parsed.ok || parsed.value.port === 0 || parseIp(parsed.value.host) === undefined) return undefined;
  return { address: parsed.value.host, port: parsed.value.port };
}

/** Whether an address means the same on another computer. */
function isForOthers(address: string): boolean {
  const ip = parseIp(address);
  const kind = ip && kindOfRange(ip);
  return kind !== undefined && kind !== 'loopback' && kind !== 'link-local';
}
