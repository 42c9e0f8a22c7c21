import { randomBytes } from 'node:crypto';
import { NOTHING_READ, type ReadMark } from '../../core/conversation/read-mark.ts';
import { formatAddress, type RoomAddress } from '../../shared/address.ts';
import { failure, type Problem, type Result, success } from '../../shared/error-codes.ts';
import type { Fingerprint } from '../../shared/identity/identity-models.ts';
import { parseInvite } from '../../shared/invite/invite.ts';
import type { Connection, Transport } from '../../shared/models.ts';
import type { PersonDetails, RoomDetails } from '../../shared/places/details-contract.ts';
import type {
  Forgetting,
  KnownRoom,
  MemberChanges,
  PlaceCard,
  PlaceKey,
  PlaceNotices,
  RoomView,
} from '../../shared/places/place-models.ts';
import type { Settings } from '../../shared/settings.ts';
import type { KeptPlace } from '../store/place-table.ts';
import { wallNow } from '../time/clocks.ts';
import { Entrance, type PersonParts } from './entrance.ts';
import { forgetRoom, whatGoes } from './forget-room.ts';
import { formSettings, type RoomForm } from './hosted-form.ts';
import type { Place, PlaceOwner } from './place.ts';
import { PlaceBook } from './place-book.ts';
import { PlaceCards } from './place-cards.ts';
import { personDetails, roomDetails } from './room-details.ts';
import { WayBack } from './way-back.ts';

/** How a room is joined. */
export interface JoinOptions {
  /** Names the place; one is made unless whoever asks made it. */
  readonly key?: PlaceKey;
  /** What to join over; otherwise what the room there was talked to over last. */
  readonly transport?: Transport | undefined;
  /** Which room is meant, whatever was at the address before. */
  readonly roomId?: string | undefined;
  /** Goes on where the host does not encrypt; otherwise that fails with `host_in_clear`. */
  readonly clear?: boolean | undefined;
}

const KEY_BYTES = 8;
const NO_ROOM = failure('no_room', 'there is no room to do that in');

/** A key that was never used before. */
export function newPlaceKey(): PlaceKey {
  return randomBytes(KEY_BYTES).toString('hex');
}

/**
 * The rooms that a person is in at the same time, hosted and joined. Each is a {@link Place} of its own: what happens to
 * one touches no other.
 */
export class Places {
  readonly #person: PersonParts;
  readonly #book: PlaceBook;
  readonly #places = new Map<PlaceKey, Place>();
  /** Places that are none yet, or could not be opened at the start. */
  readonly #closed = new Map<PlaceKey, Connection>();
  /** What was told last beside each. */
  readonly #notices = new Map<PlaceKey, Problem>();
  readonly #cards: PlaceCards;
  readonly #entrance: Entrance;
  readonly #wayBack: WayBack | undefined;

  constructor(person: PersonParts) {
    this.#person = person;
    const tell = (key: PlaceKey, problem: Problem) => this.#owner.push({ kind: 'notice', key, problem });
    this.#book = new PlaceBook(person.store.places, (problem, key) => tell(key, problem));
    this.#cards = new PlaceCards({
      kept: (key) => this.#book.get(key),
      place: (key) => this.#places.get(key),
      closed: (key) => this.#closed.get(key),
      push: (changed, gone) => person.push({ kind: 'places', changed, gone }),
    });
    this.#entrance = new Entrance({
      ...{ person, book: this.#book, places: this.#places, owner: this.#owner, tell },
      begins: (place) => {
        this.#places.set(place.key, place);
        this.#closed.delete(place.key);
        this.#cards.changed(place.key);
      },
      ends: (place) => this.#release(place),
      pauses: (place) => {
        this.#closed.set(place.key, { state: 'connecting' });
        return this.#release(place);
      },
      strands: (key, problem) => this.#strand(key, problem),
    });
    this.#wayBack =
      person.around &&
      new WayBack({
        around: person.around,
        identity: person.identity,
        places: () => this.all(),
        found: (place, at) => this.#found(place, at),
      });
  }

  /** The place of this key, if this person is in it. */
  get(key: PlaceKey): Place | undefined {
    return this.#places.get(key);
  }

  all(): readonly Place[] {
    return [...this.#places.values()];
  }

  /** Every place, in no order. */
  cards(): readonly PlaceCard[] {
    return [...this.#places.keys(), ...this.#closed.keys()].flatMap((key) => this.#cards.card(key) ?? []);
  }

  /** The fingerprint of the room at an address that others join with, for an invite. */
  fingerprintAt(address: string): Fingerprint | undefined {
    return this.all().find((place) => place.addresses.includes(address))?.fingerprint;
  }

  knownRooms(): readonly KnownRoom[] {
    return this.#book.knownRooms();
  }

  /** What was told last beside a place. */
  notice(key: PlaceKey): Problem | undefined {
    return this.#notices.get(key);
  }

  /**
   * Opens a room on this computer and enters it. Where another room of this program has the port, the next free one is
   * taken. Fails with what `RoomHost.open` says, with `bad_nick`, and with `already_in_room` where it is open.
   */
  async host(form: RoomForm, key = newPlaceKey()): Promise<Result<RoomView>> {
    const hosted = await this.#entrance.host(form, key, false);
    if (hosted.ok) this.#person.store.update(formSettings({ ...form, name: hosted.value.room?.name ?? form.name }));
    return hosted;
  }

  /** Joins the room at an address as people write it. Where this person is there already, that is the answer. */
  async join(input: string, options: JoinOptions = {}): Promise<Result<RoomView>> {
    const { key = newPlaceKey(), transport, roomId, clear: isClearFine } = options;
    const parsed = parseInvite(input);
    if (!parsed.ok) return parsed;
    const { fingerprint } = parsed.value;
    const address = formatAddress(parsed.value.address);
    const here = this.all().find((place) => place.host === undefined && place.address === address);
    if (!here) {
      const remembered = this.#person.store.transportAt(address);
      const how = { transport: transport ?? remembered, isPatient: false, fingerprint, roomId, isClearFine };
      return this.#entrance.join(address, key, how);
    }
    here.reconnectNow(true);
    return this.#entrance.joining(here.key) ?? success(here.view());
  }

  /** Enters a known room again: joins it where it was, or hosts it as it was. */
  async enter(key: PlaceKey): Promise<Result<RoomView>> {
    const here = this.#places.get(key);
    if (here) return success(here.view());
    const kept = this.#book.get(key);
    return kept ? this.#again(kept, false) : NO_ROOM;
  }

  /** Goes back into the rooms that were left open, each in the background. Call it once, at the start. */
  reopen({ reopenRooms, reopenHosted }: Pick<Settings, 'reopenRooms' | 'reopenHosted'>): void {
    for (const kept of this.#book.all().filter(({ isOpen }) => isOpen)) {
      if (kept.hosted ? reopenHosted : reopenRooms) void this.#again(kept, true);
      else this.#book.change(kept.key, { isOpen: false });
    }
  }

  /** Leaves a room, or stops hosting it. Also ends an attempt to enter it that is still under way. */
  async leave(key: PlaceKey): Promise<Result<undefined>> {
    const place = this.#places.get(key);
    if (!place && !this.#closed.has(key)) return NO_ROOM;
    this.#closed.delete(key);
    this.#left(key, false);
    if (place) await this.#release(place);
    else this.#cards.changed(key);
    // The attempt that this ended is over only now, and the next may begin.
    await this.#entrance.joining(key);
    this.#pushKnown();
    return success(undefined);
  }

  /** Puts the places into this order; those that are not named stay behind them. */
  order(keys: readonly PlaceKey[]): void {
    this.#book.order(keys);
    for (const { key } of this.cards()) this.#cards.changed(key);
  }

  pin(key: PlaceKey, isPinned: boolean): Result<undefined> {
    return this.#settle(key, { isPinned });
  }

  mute(key: PlaceKey, isMuted: boolean): Result<undefined> {
    return this.#settle(key, { isMuted });
  }

  /** Of which messages of it the desktop is told. */
  tellOf(key: PlaceKey, notices: PlaceNotices): Result<undefined> {
    return this.#settle(key, { notices });
  }

  /** Whether a hosted room tells the network that it is there. */
  announce(key: PlaceKey, isAnnounced: boolean): Result<undefined> {
    this.#places.get(key)?.host?.setAnnounced(isAnnounced);
    return this.#settle(key, { isAnnounced });
  }

  /** What is known of a place's room. */
  async details(key: PlaceKey): Promise<Result<RoomDetails>> {
    const kept = this.#book.get(key);
    const place = this.#places.get(key);
    return kept && place ? success(await roomDetails(this.#person, kept, place)) : NO_ROOM;
  }

  /** What is known of somebody in it. */
  async person(key: PlaceKey, who: { readonly member: string; readonly nick: string }): Promise<Result<PersonDetails>> {
    const place = this.#places.get(key);
    return place ? success(await personDetails(place, who, this.all())) : NO_ROOM;
  }

  /** What would go with a known room. */
  forgetting(key: PlaceKey): Result<Forgetting> {
    const kept = this.#book.get(key);
    return kept ? success(whatGoes(this.#person, kept, this.#places.get(key))) : NO_ROOM;
  }

  /**
   * Leaves a room, if this person is in it, and takes it off the list, with all that is kept of it here. Fails with what the
   * disk says where something could not be deleted.
   */
  async forget(key: PlaceKey): Promise<Result<undefined>> {
    await this.leave(key);
    const kept = this.#book.get(key);
    if (!kept) return NO_ROOM;
    const problem = forgetRoom(this.#person, kept);
    this.#book.drop(key);
    const unsettled = problem ?? this.#person.store.settle();
    this.#person.push({ kind: 'settings', settings: this.#person.store.settings() });
    this.#pushRecent();
    this.#pushKnown();
    return unsettled ? { ok: false, problem: unsettled } : success(undefined);
  }

  /** This person is called otherwise from now on. */
  rename(nick: string): void {
    for (const { guest } of this.all()) guest.rename(nick);
  }

  /** Try to connect at once everywhere: the computer woke up. */
  reconnectNow(): void {
    for (const place of this.all()) place.reconnectNow();
  }

  /** Releases everything; what was open is open at the next start. */
  async close(): Promise<void> {
    this.#wayBack?.close();
    await this.#entrance.rest();
    for (const { key } of this.all()) this.#left(key, true);
    await Promise.all(this.all().map((place) => this.#release(place)));
    this.#book.flush();
    this.#cards.flush();
  }

  async #again({ key, hosted, address, transport }: KeptPlace, isInBackground: boolean): Promise<Result<RoomView>> {
    const opening: Connection = { state: 'connecting' };
    this.#closed.set(key, opening);
    this.#cards.changed(key);
    const entered = hosted
      ? await this.#entrance.host(hosted, key, true)
      : await this.#entrance.join(address, key, { transport, isPatient: isInBackground });
    // It may have begun anew meanwhile, at another address.
    const closed = this.#closed.get(key);
    const isOver = !this.#places.has(key) && (closed === undefined || closed === opening);
    const isStranded = isOver && !entered.ok && isInBackground && this.#book.get(key)?.isOpen === true;
    // Two addresses led to one room: it stands in the list once.
    if (entered.ok && entered.value.key !== key) this.#book.drop(key);
    if (isStranded) this.#strand(key, entered.problem);
    else if (this.#closed.get(key) === opening) this.#closed.delete(key);
    this.#cards.changed(key);
    return entered;
  }

  #strand(key: PlaceKey, problem: Problem): void {
    this.#closed.set(key, { state: 'closed', problem });
    this.#cards.changed(key);
  }

  #left(key: PlaceKey, isOpen: boolean): void {
    const kept = this.#book.get(key);
    const place = this.#places.get(key);
    if (!kept || (isOpen && !kept.isOpen)) return;
    this.#book.change(key, { isOpen, lastThere: wallNow(), copy: place?.guest.copy ?? kept.copy });
  }

  async #release(place: Place): Promise<void> {
    const { key } = place;
    if (this.#places.get(key) !== place) return;
    this.#places.delete(key);
    this.#notices.delete(key);
    this.#cards.changed(key);
    this.#cards.flush();
    this.#wayBack?.changed(place);
    await place.release();
  }

  readonly #owner: PlaceOwner = {
    push: (item) => {
      if (item.kind === 'notice') this.#notices.set(item.key, item.problem);
      this.#person.push(item);
      if (item.kind === 'room') this.#met(item.key, item.change.members);
    },
    reached: (place) => this.#reached(place),
    changed: (place) => {
      this.#cards.changed(place.key);
      this.#wayBack?.changed(place);
    },
    read: ({ key, mark }) => {
      this.#book.changeLater(key, { mark });
      this.#cards.changed(key);
    },
    moved: ({ key, guest: { transport } }, roomId) => {
      this.#person.store.rememberTransport(roomId, transport);
      this.#book.change(key, { transport });
      this.#pushRecent();
    },
    named: (rooms, teller) => this.#person.around?.named(rooms, teller),
    defect: (error) => this.#person.defects.met(error),
  };

  /** Whoever is in a room is met there. */
  #met(key: PlaceKey, members: MemberChanges | undefined): void {
    const room = this.#places.get(key)?.guest.room;
    if (room && members) this.#person.people.met(room, [...(members.all ?? []), ...members.came]);
  }

  #reached({ key, name: place, guest: { room, copy, transport }, host, address }: Place): ReadMark {
    if (!room) return NOTHING_READ;
    const lastThere = wallNow();
    this.#book.change(key, { name: room.name, roomId: room.id, place, copy, transport, lastThere });
    this.#book.reached(key, (other) => (host ? other.hosted?.name === room.name : isJoined(other, place)));
    if (!host) this.#person.store.rememberRoom(address, room, transport, lastThere);
    this.#pushRecent();
    this.#pushKnown();
    return this.#book.get(key)?.mark ?? NOTHING_READ;
  }

  /** The room of a place is at another address than before. */
  #found(place: Place, at: RoomAddress): void {
    const { room, transport } = place.guest;
    place.foundAt(at);
    this.#book.change(place.key, { address: place.address });
    if (room) this.#person.store.rememberRoom(place.address, room, transport, wallNow());
    this.#pushRecent();
    this.#pushKnown();
  }

  #settle(key: PlaceKey, change: Partial<KeptPlace>): Result<undefined> {
    if (!this.#book.get(key)) return NO_ROOM;
    this.#book.change(key, change);
    this.#cards.changed(key);
    return success(undefined);
  }

  #pushRecent(): void {
    this.#person.push({ kind: 'recent', recentRooms: this.#person.store.recentRooms() });
  }

  #pushKnown(): void {
    this.#person.push({ kind: 'known-rooms', rooms: this.knownRooms() });
  }
}

function isJoined({ hosted, place }: KeptPlace, name: string | undefined): boolean {
  return hosted === undefined && place !== undefined && place === name;
}
