import { IDENTITY_LIMITS } from '../../shared/identity/identity-limits.ts';
import type {
  Contact,
  ContactColour,
  KeyChange,
  MeetingRoom,
  VerifiedHow,
} from '../../shared/identity/identity-models.ts';
import { lookOf } from '../../shared/look-alikes.ts';
import type { RoomInfo } from '../../shared/models.ts';
import { unknownAs } from './namesakes.ts';

/** Somebody in a room, as its host says. */
export interface Sighting {
  /** Member id. */
  readonly member: string;
  readonly nick: string;
  /** Identity key and card; undefined for who came without one. */
  readonly identity: { readonly key: string; readonly card: string } | undefined;
}

/** Where a book is written; each call is kept before the next. */
export interface ContactShelf {
  keep(contact: Contact): void;
  drop(key: string): void;
  /** @param isDecided false while the window asks */
  keepChange(change: KeyChange, isDecided: boolean): void;
  dropChange(id: string): void;
}

/** What is in a book that was written before. */
export interface WrittenContacts {
  readonly contacts: readonly Contact[];
  readonly changes: readonly { readonly change: KeyChange; readonly isDecided: boolean }[];
}

/** What of a book is otherwise than before. */
export interface BookChange {
  readonly changed: readonly Contact[];
  /** Keys of those that are no contacts any more. */
  readonly gone: readonly string[];
  /** Whether other changes of keys are open. */
  readonly areChangesOther: boolean;
}

/** A meeting is noted again after so many milliseconds only: everybody who comes would be a row written otherwise. */
const AGAIN_MS = 3_600_000;

/**
 * The people that this device knows, by their keys. Whoever comes for the first time is remembered; whoever comes as somebody
 * that is known, with another key, is not taken for them until this person decides. Pure: time comes in, rows go out.
 */
export class ContactBook {
  readonly #shelf: ContactShelf;
  readonly #contacts = new Map<string, Contact>();
  /** Keys by room and member id. */
  readonly #members = new Map<string, string>();
  /** Keys by what a name looks like. */
  readonly #looks = new Map<string, Set<string>>();
  readonly #open = new Map<string, KeyChange>();
  readonly #decided = new Set<string>();
  #changed = new Set<string>();
  #gone = new Set<string>();
  #areChangesOther = false;

  constructor({ contacts, changes }: WrittenContacts, shelf: ContactShelf) {
    this.#shelf = shelf;
    for (const contact of contacts) this.#index(contact);
    for (const { change, isDecided } of changes) {
      if (isDecided) this.#decided.add(change.id);
      else this.#open.set(change.id, change);
    }
  }

  all(): readonly Contact[] {
    return [...this.#contacts.values()];
  }

  /** Changes of keys that this person has to decide about. */
  changes(): readonly KeyChange[] {
    return [...this.#open.values()];
  }

  get(key: string): Contact | undefined {
    return this.#contacts.get(key);
  }

  /** These are in a room. `now`: milliseconds since 1970. @returns what is otherwise now */
  meet(room: RoomInfo, sightings: readonly Sighting[], now: number): BookChange {
    for (const sighting of sightings) this.#meet(room, sighting, now);
    this.#bound();
    return this.#told();
  }

  verify(key: string, how: VerifiedHow, now: number): BookChange | undefined {
    return this.#change(key, (contact) => ({ ...contact, verified: { at: now, how } }));
  }

  unverify(key: string): BookChange | undefined {
    return this.#change(key, (contact) => ({ ...contact, verified: undefined }));
  }

  /** What this person calls and sees them in. What is absent stays, null is as before. */
  describe(
    key: string,
    {
      alias,
      colour,
    }: { readonly alias?: string | null | undefined; readonly colour?: ContactColour | null | undefined },
  ): BookChange | undefined {
    return this.#change(key, (contact) => ({
      ...contact,
      alias: alias === undefined ? contact.alias : (alias ?? undefined),
      colour: colour === undefined ? contact.colour : (colour ?? undefined),
    }));
  }

  /** The next meeting is the first. */
  forget(key: string): BookChange | undefined {
    if (!this.#contacts.has(key)) return undefined;
    this.#remove(key);
    for (const change of this.changes()) if (change.known === key) this.#close(change, false);
    return this.#told();
  }

  /** A room is forgotten: whom one met there stays known, and that it was there does not. */
  forgetRoom(roomId: string): BookChange {
    for (const contact of this.all()) {
      const rooms = contact.rooms.filter(({ id }) => id !== roomId);
      if (rooms.length < contact.rooms.length) this.#put({ ...contact, rooms });
    }
    for (const change of this.changes()) if (change.roomId === roomId) this.#close(change, false);
    for (const id of [...this.#decided].filter((one) => one.startsWith(`${roomId}/`))) {
      this.#decided.delete(id);
      this.#shelf.dropChange(id);
    }
    return this.#told();
  }

  /** What this person decided. Undefined where the change is open no more. */
  decide(id: string, as: 'same' | 'other', now: number): BookChange | undefined {
    const change = this.#open.get(id);
    if (!change) return undefined;
    this.#close(change, true);
    const known = this.#contacts.get(change.known);
    if (known && change.key !== undefined && change.card !== undefined) {
      const { member, nick, key, card } = change;
      const sighting = { member, nick, identity: { key, card } };
      const room = { id: change.roomId, name: change.roomName };
      if (as === 'same') this.#becomes(known, sighting, room, now);
      else this.#isAnother(known, sighting, room, now);
    }
    return this.#told();
  }

  #meet(room: RoomInfo, sighting: Sighting, now: number): void {
    const { member, identity, nick } = sighting;
    const asMember = this.#members.get(memberName(room.id, member));
    if (asMember !== undefined && asMember !== identity?.key) return this.#ask(room, sighting, asMember, 'member', now);
    const asName = unknownAs(this.#namedLike(nick), identity?.key, room.id);
    if (asName) this.#ask(room, sighting, asName.key, 'name', now);
    if (identity === undefined) return;
    const contact = this.#contacts.get(identity.key);
    const isOpen = asName !== undefined && !this.#decided.has(changeId(room.id, sighting));
    // Whoever has a name that is somebody else's does not get it, and a newcomer is nobody, until this person decides.
    if (contact) this.#again(contact, isOpen ? { ...sighting, nick: contact.nick } : sighting, room, now);
    else if (!isOpen) this.#remember(sighting, room, now);
  }

  #again(contact: Contact, { member, nick, identity }: Sighting, room: RoomInfo, now: number): void {
    const meeting = contact.rooms.find((one) => one.id === room.id && one.member === member);
    const isNews = meeting === undefined || meeting.name !== room.name || now - meeting.lastMet >= AGAIN_MS;
    const card = identity?.card ?? contact.card;
    if (!isNews && contact.nick === nick && contact.card === card) return;
    this.#put({
      ...contact,
      card,
      lastMet: now,
      ...renamed(contact, nick),
      rooms: roomsWith(contact, room, member, now),
    });
  }

  #remember({ member, nick, identity }: Sighting, room: RoomInfo, now: number): void {
    if (identity === undefined) return;
    this.#put({
      ...identity,
      nick,
      formerNicks: [],
      alias: undefined,
      colour: undefined,
      firstMet: now,
      lastMet: now,
      rooms: [{ id: room.id, name: room.name, member, lastMet: now }],
      verified: undefined,
    });
  }

  /** It is the same person, with another key: what this person settled about them stays, that they are verified does not. */
  #becomes(known: Contact, { member, nick, identity }: Sighting, room: RoomInfo, now: number): void {
    if (identity === undefined) return;
    this.#remove(known.key);
    const rooms = roomsWith(known, room, member, now);
    this.#put({ ...known, ...identity, ...renamed(known, nick), lastMet: now, rooms, verified: undefined });
  }

  #isAnother(known: Contact, sighting: Sighting, room: RoomInfo, now: number): void {
    const rooms = known.rooms.filter(({ id, member }) => id !== room.id || member !== sighting.member);
    if (rooms.length < known.rooms.length) this.#put({ ...known, rooms });
    const present = this.#contacts.get(sighting.identity?.key ?? '');
    if (present) this.#again(present, sighting, room, now);
    else this.#remember(sighting, room, now);
  }

  #ask(room: RoomInfo, sighting: Sighting, known: string, by: KeyChange['by'], now: number): void {
    const id = changeId(room.id, sighting);
    if (this.#open.has(id) || this.#decided.has(id)) return;
    const { member, nick, identity } = sighting;
    const change = {
      id,
      roomId: room.id,
      roomName: room.name,
      member,
      nick,
      key: identity?.key,
      card: identity?.card,
      known,
      by,
      at: now,
    };
    this.#open.set(id, change);
    this.#shelf.keepChange(change, false);
    this.#areChangesOther = true;
    const [oldest] = this.#open.values();
    if (oldest && this.#open.size > IDENTITY_LIMITS.keyChanges) this.#close(oldest, false);
  }

  #close(change: KeyChange, isDecided: boolean): void {
    this.#open.delete(change.id);
    this.#areChangesOther = true;
    if (!isDecided) return this.#shelf.dropChange(change.id);
    this.#decided.add(change.id);
    this.#shelf.keepChange(change, true);
    const [oldest] = this.#decided;
    if (oldest === undefined || this.#decided.size <= IDENTITY_LIMITS.keyChanges) return;
    this.#decided.delete(oldest);
    this.#shelf.dropChange(oldest);
  }

  #change(key: string, change: (contact: Contact) => Contact): BookChange | undefined {
    const contact = this.#contacts.get(key);
    if (!contact) return undefined;
    this.#put(change(contact));
    return this.#told();
  }

  #put(contact: Contact): void {
    this.#unindex(contact.key);
    this.#index(contact);
    this.#shelf.keep(contact);
    this.#changed.add(contact.key);
    this.#gone.delete(contact.key);
  }

  #remove(key: string): void {
    this.#unindex(key);
    this.#shelf.drop(key);
    this.#changed.delete(key);
    this.#gone.add(key);
  }

  #index(contact: Contact): void {
    this.#contacts.set(contact.key, contact);
    for (const { id, member } of contact.rooms) this.#members.set(memberName(id, member), contact.key);
    const look = lookOf(contact.nick);
    const keys = this.#looks.get(look) ?? new Set();
    this.#looks.set(look, keys.add(contact.key));
  }

  #unindex(key: string): void {
    const contact = this.#contacts.get(key);
    if (!contact) return;
    this.#contacts.delete(key);
    for (const { id, member } of contact.rooms) {
      const name = memberName(id, member);
      if (this.#members.get(name) === key) this.#members.delete(name);
    }
    const look = lookOf(contact.nick);
    const keys = this.#looks.get(look);
    keys?.delete(key);
    if (keys?.size === 0) this.#looks.delete(look);
  }

  #namedLike(nick: string): readonly Contact[] {
    return [...(this.#looks.get(lookOf(nick)) ?? [])].flatMap((key) => this.#contacts.get(key) ?? []);
  }

  /** Those who are not verified and were met longest ago go first; who has a name or colour of this person's own stays too. */
  #bound(): void {
    const surplus = this.#contacts.size - IDENTITY_LIMITS.contacts;
    if (surplus <= 0) return;
    const passing = [...this.#contacts.values()].filter(
      ({ verified, alias, colour }) => verified === undefined && alias === undefined && colour === undefined,
    );
    const oldest = passing.toSorted((one, other) => one.lastMet - other.lastMet).slice(0, surplus);
    for (const { key } of oldest) this.#remove(key);
  }

  #told(): BookChange {
    const changed = [...this.#changed].flatMap((key) => this.get(key) ?? []);
    const change = { changed, gone: [...this.#gone], areChangesOther: this.#areChangesOther };
    this.#changed = new Set();
    this.#gone = new Set();
    this.#areChangesOther = false;
    return change;
  }
}

function memberName(roomId: string, member: string): string {
  return `${roomId}/${member}`;
}

function changeId(roomId: string, { member, identity }: Sighting): string {
  return `${memberName(roomId, member)}/${identity?.key ?? 'clear'}`;
}

function renamed({ nick: before, formerNicks }: Contact, nick: string): Pick<Contact, 'nick' | 'formerNicks'> {
  if (nick === before) return { nick, formerNicks };
  const former = [before, ...formerNicks.filter((one) => one !== before && one !== nick)];
  return { nick, formerNicks: former.slice(0, IDENTITY_LIMITS.contactNicks) };
}

function roomsWith({ rooms }: Contact, { id, name }: RoomInfo, member: string, now: number): readonly MeetingRoom[] {
  const others = rooms.filter((one) => one.id !== id || one.member !== member);
  return [{ id, name, member, lastMet: now }, ...others].slice(0, IDENTITY_LIMITS.contactRooms);
}
