import { type FoundAddress, type FoundRoom, foundWaySchema } from '../../shared/discovery/found-room.ts';
import { inOrder, shownMs } from './best-address.ts';
import type { OwnRoom, RoomChanges } from './discovery-ports.ts';
import { CHANGES_APART_MS, SETTLE_MS } from './discovery-times.ts';
import type { Reach } from './reach.ts';
import type { RoomAdvert } from './room-advert.ts';
import { identityOf, type Spot } from './spot.ts';

/** A room in the list: all addresses that say the same of id, name, host and port. */
interface Entry {
  readonly key: string;
  readonly id: string;
  identity: string;
  readonly spots: Set<Spot>;
  best: Spot | undefined;
  published: FoundRoom | undefined;
}

/** Makes rooms of the addresses that were heard, and tells what changed. */
export class Entries {
  readonly #reach: Reach;
  readonly #tell: (changes: RoomChanges) => void;
  readonly #entryOf = new Map<Spot, Entry>();
  readonly #byIdentity = new Map<string, Entry>();
  readonly #byKey = new Map<string, Entry>();
  readonly #byId = new Map<string, Set<Entry>>();
  /** Addresses that say something else than before, while others of their room do not yet, and since when. */
  readonly #moving = new Map<Spot, number>();
  #own: ReadonlyMap<string, FoundRoom> = new Map();
  readonly #dirty = new Set<Entry>();
  /** Own rooms that are new or changed, and keys that are no more. */
  readonly #ownChanged = new Map<string, FoundRoom>();
  readonly #gone = new Set<string>();
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(reach: Reach, tell: (changes: RoomChanges) => void) {
    this.#reach = reach;
    this.#tell = tell;
  }

  /** When {@link tick} has something to do; infinite for never. */
  get deadline(): number {
    let next = this.#hasChanges() ? this.#toldAt + CHANGES_APART_MS : Number.POSITIVE_INFINITY;
    for (const since of this.#moving.values()) next = Math.min(next, since + SETTLE_MS);
    return next;
  }

  /** Rooms as they were told last, own ones first. */
  get rooms(): readonly FoundRoom[] {
    const found = [...this.#byKey.values()].flatMap(({ published }) => published ?? []);
    return [...this.#own.values(), ...found];
  }

  /** The room that this Partyline hosts on a port. */
  ownAt(port: number): FoundRoom | undefined {
    return [...this.#own.values()].find(({ at }) => at.some((one) => one.port === port));
  }

  /** The room at an address as it is now, also before it is told. */
  roomOf(spot: Spot): FoundRoom | undefined {
    const entry = this.#entryOf.get(spot);
    return entry && this.#roomOf(entry);
  }

  /** All addresses of the room that is at this one, itself included; none where it is not in the list. */
  besides(spot: Spot): readonly Spot[] {
    return [...(this.#entryOf.get(spot)?.spots ?? [])];
  }

  /** The rooms that this Partyline hosts, all of them. */
  own(rooms: readonly OwnRoom[]): void {
    const before = this.#own;
    this.#own = new Map(rooms.map((room) => [room.id, this.#ownRoom(room)]));
    for (const [id, room] of this.#own) {
      const intruder = this.#byKey.get(id);
      if (intruder) this.#openAnew(intruder);
      if (!isSame(before.get(id), room)) this.#ownChanged.set(id, room);
      this.#gone.delete(id);
    }
    for (const id of before.keys()) {
      if (this.#own.has(id)) continue;
      this.#ownChanged.delete(id);
      this.#gone.add(id);
      this.#contest(id);
    }
  }

  /**
   * Puts a listed address where it belongs by what it says now.
   * @returns others of the room that should be asked, because this one came beside them or says something else
   */
  place(spot: Spot, now: number): readonly Spot[] {
    const said = spot.said as RoomAdvert;
    const identity = identityOf(said);
    const entry = this.#entryOf.get(spot);
    if (entry?.identity === identity) {
      this.#moving.delete(spot);
      this.#dirty.add(entry);
      return [];
    }
    if (entry?.id === said.id) {
      const others = [...entry.spots].filter((other) => other !== spot && saysStill(other, entry.identity));
      const since = this.#moving.get(spot) ?? now;
      this.#moving.set(spot, since);
      if (others.length > 0 && now - since < SETTLE_MS) return others;
      if (others.length === 0 && !this.#byIdentity.has(identity)) {
        this.#settle(entry, identity);
        return [];
      }
    }
    if (entry) this.remove(spot);
    return this.#join(spot, said.id, identity);
  }

  /** An address is not in the list any more. */
  remove(spot: Spot): void {
    const entry = this.#entryOf.get(spot);
    this.#entryOf.delete(spot);
    this.#moving.delete(spot);
    if (!entry) return;
    entry.spots.delete(spot);
    if (entry.best === spot) entry.best = undefined;
    if (entry.spots.size === 0) this.#drop(entry);
    else if ([...entry.spots].some((other) => saysStill(other, entry.identity))) this.#dirty.add(entry);
    else this.#openAnew(entry);
  }

  /** Something of an address changed, such as how it was found. */
  touch(spot: Spot): void {
    const entry = this.#entryOf.get(spot);
    if (entry) this.#dirty.add(entry);
  }

  /** Every room is told again where it lies otherwise now. */
  touchAll(): void {
    for (const entry of this.#byKey.values()) this.#dirty.add(entry);
  }

  tick(now: number): void {
    for (const [spot, since] of this.#moving) if (now - since >= SETTLE_MS) this.place(spot, now);
    if (!this.#hasChanges() || now - this.#toldAt < CHANGES_APART_MS) return;
    const changed = [...this.#ownChanged.values()];
    for (const entry of this.#dirty) {
      const room = this.#roomOf(entry);
      if (!isSame(entry.published, room)) changed.push(room);
      entry.published = room;
    }
    const gone = [...this.#gone];
    this.#dirty.clear();
    this.#ownChanged.clear();
    this.#gone.clear();
    if (changed.length + gone.length === 0) return;
    this.#toldAt = now;
    this.#tell({ changed, gone });
  }

  #hasChanges(): boolean {
    return this.#dirty.size + this.#ownChanged.size + this.#gone.size > 0;
  }

  #join(spot: Spot, id: string, identity: string): readonly Spot[] {
    const entry = this.#byIdentity.get(identity) ?? this.#open(id, identity);
    const others = [...entry.spots];
    entry.spots.add(spot);
    this.#entryOf.set(spot, entry);
    this.#dirty.add(entry);
    return others;
  }

  #open(id: string, identity: string): Entry {
    const entry: Entry = {
      key: this.#freeKey(id),
      id,
      identity,
      spots: new Set(),
      best: undefined,
      published: undefined,
    };
    this.#byIdentity.set(identity, entry);
    this.#byKey.set(entry.key, entry);
    this.#gone.delete(entry.key);
    const rivals = this.#byId.get(id) ?? new Set();
    this.#byId.set(id, rivals.add(entry));
    if (rivals.size === 2) this.#contest(id);
    return entry;
  }

  #drop(entry: Entry): void {
    this.#byIdentity.delete(entry.identity);
    this.#byKey.delete(entry.key);
    this.#dirty.delete(entry);
    if (entry.published) this.#gone.add(entry.key);
    const rivals = this.#byId.get(entry.id);
    rivals?.delete(entry);
    if (rivals?.size === 0) this.#byId.delete(entry.id);
    else if (rivals?.size === 1) this.#contest(entry.id);
  }

  /** All addresses of a room say something else now: the room has another name. */
  #settle(entry: Entry, identity: string): void {
    this.#byIdentity.delete(entry.identity);
    entry.identity = identity;
    this.#byIdentity.set(identity, entry);
    for (const spot of entry.spots) if (saysStill(spot, identity)) this.#moving.delete(spot);
    this.#dirty.add(entry);
  }

  /**
   * Puts every address of an entry where it belongs by what it says: the entry makes way for an own room of the same id, or
   * nobody says any more what it was known by. Whoever follows the list hears of no end where the key stays the same.
   */
  #openAnew(entry: Entry): void {
    const spots = [...entry.spots];
    entry.spots.clear();
    this.#drop(entry);
    for (const spot of spots) {
      const said = spot.said as RoomAdvert;
      this.#moving.delete(spot);
      this.#join(spot, said.id, identityOf(said));
    }
  }

  /** Whether others claim the id is told with each of them. */
  #contest(id: string): void {
    for (const entry of this.#byId.get(id) ?? []) this.#dirty.add(entry);
  }

  #freeKey(id: string): string {
    let key = id;
    for (let number = 2; this.#byKey.has(key) || this.#own.has(key); number += 1) key = `${id} ${number}`;
    return key;
  }

  #ownRoom({ addresses, port, ...advert }: OwnRoom): FoundRoom {
    const { id, ...about } = aboutOf(advert);
    const at = addresses.map((address) => ({ address, port }));
    return { key: id, id, ...about, at, ways: [], own: true, contested: false };
  }

  #roomOf(entry: Entry): FoundRoom {
    const spots = inOrder(entry.spots, entry.best, this.#reach);
    entry.best = spots[0];
    const speaking = spots.filter((spot) => saysStill(spot, entry.identity));
    const newest = speaking.reduce((latest, spot) => (spot.heardAt > latest.heardAt ? spot : latest));
    const { id, ...about } = aboutOf(newest.said as RoomAdvert);
    const ways = foundWaySchema.options.filter((way) => spots.some((spot) => spot.ways.has(way)));
    return {
      key: entry.key,
      id,
      ...about,
      at: spots.map(addressOf),
      // Announced by nobody any more, and yet it answers.
      ways: ways.length > 0 ? ways : ['asked'],
      own: false,
      contested: (this.#byId.get(id)?.size ?? 0) > 1 || this.#own.has(id),
    };
  }
}

/** What of an advert is in the list. */
function aboutOf({ id, name, host, members, lock, plain, fingerprint }: Omit<RoomAdvert, 'port'>) {
  const about = { id, name, host, members, lock, plain };
  return fingerprint === undefined ? about : { ...about, fingerprint };
}

function saysStill({ said }: Spot, identity: string): boolean {
  return said !== undefined && identityOf(said) === identity;
}

function addressOf(spot: Spot): FoundAddress {
  const ms = shownMs(spot);
  return ms === undefined ? spot.at : { ...spot.at, ms };
}

function isSame(one: FoundRoom | undefined, other: FoundRoom): boolean {
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other);
}
