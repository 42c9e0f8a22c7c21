import { type ReadMark, readTo, withNewer, withOlder } from '../../core/conversation/read-mark.ts';
import type { NamedRoom } from '../../core/discovery/gossip.ts';
import type { Identity } from '../../core/secure/identity-card.ts';
import type { KeptRoom } from '../../core/session/kept-room.ts';
import type { RoomTrust } from '../../core/session/room-trust.ts';
import { formatAddress, type RoomAddress } from '../../shared/address.ts';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import type { Fingerprint } from '../../shared/identity/identity-models.ts';
import { type Impairment, isImpaired } from '../../shared/impairment/impairment.ts';
import type { Push } from '../../shared/ipc-contract.ts';
import type { LinkQuality, OutboxItem, RoomEvent, Transport } from '../../shared/models.ts';
import type { MemberChanges, PlaceKey, RoomView } from '../../shared/places/place-models.ts';
import type { RoomHost } from '../hosting/room-host.ts';
import type { GuestListener, GuestOptions } from '../joining/guest-options.ts';
import type { KnownPerson } from '../joining/private-people.ts';
import { RoomGuest } from '../joining/room-guest.ts';
import type { Dial } from '../net/dial.ts';
import { wallNow } from '../time/clocks.ts';
import { addressesOf } from './hosted-form.ts';
import type { HeldCopy, PlaceCopies } from './place-copies.ts';
import { PlaceDetails } from './place-details.ts';
import type { PlaceFiles } from './place-files.ts';
import { placeName } from './place-name.ts';
import { PlacePrivately } from './place-privately.ts';
import { PlaceSeal } from './place-seal.ts';
import { changeOf } from './room-change.ts';

/** What is needed to enter a room. */
export interface Entry {
  readonly dial: Dial;
  readonly trust: RoomTrust;
  readonly transport: Transport;
  readonly host: RoomHost | undefined;
  readonly addresses: readonly string[];
  /** Goes on trying where the room can't be reached for the first time. */
  readonly isPatient: boolean;
}

export interface PlaceParts {
  readonly key: PlaceKey;
  readonly entry: Entry;
  readonly copies: PlaceCopies;
  readonly expected: GuestOptions['expected'];
  readonly files: PlaceFiles;
  readonly nick: () => string;
  readonly formerDevice: string | undefined;
  /** Who this person is to everybody. */
  readonly identity: Identity;
  /** Whoever this device knows by a key, from any room. */
  readonly known: (key: string) => KnownPerson | undefined;
  /** How far it was read when it was left. */
  readonly mark: ReadMark;
  readonly owner: PlaceOwner;
}

/** Whoever keeps the places of a person. */
export interface PlaceOwner {
  push(push: Push): void;
  /**
   * The room was reached for the first time in this run, or another one is there now.
   * @returns how far it was read, as far as that is known of the room
   */
  reached(place: Place): ReadMark;
  /** Something that the place's card shows changed. */
  changed(place: Place): void;
  /** How far it is read. */
  read(place: Place): void;
  /** This person chose another transport for it. */
  moved(place: Place, roomId: string): void;
  /** Its host names other rooms. @param teller the host's address */
  named(rooms: readonly NamedRoom[], teller: string): void;
  defect(error: unknown): void;
}

/** Events of a copy that are counted again at most, where the program ended before it noted that they were. */
const COUNTED_AGAIN = 1_000;
const NO_ROOM = failure('no_room', 'there is no room to do that in');

/** A room that this person is in, hosted here or joined, with everything that belongs to it alone. */
export class Place {
  readonly key: PlaceKey;
  readonly guest: RoomGuest;
  /** Present when this computer runs the room's server. */
  readonly host: RoomHost | undefined;
  readonly files: PlaceFiles;
  readonly copies: PlaceCopies;
  /** What its log tells of the room and the people in it. */
  readonly details: PlaceDetails;
  /** What is said in it for some alone. */
  readonly privately: PlacePrivately;
  readonly #parts: PlaceParts;
  /** Where others reach the room; other ones when this computer's network changes. */
  #addresses: readonly string[];
  /** What the window believes this person to be on. */
  #toldTransport: Transport;
  /** The change of the transport that is under way. */
  #move: { readonly transport: Transport } | undefined;
  /** How badly this person wants the traffic with the room to be treated; never kept. */
  readonly #seal = new PlaceSeal();
  #impairment: Impairment | undefined;
  /** What was pushed last. */
  #told: Omit<RoomView, 'members'> | undefined;
  #mark: ReadMark;
  #isReading = false;
  /** The copy that {@link #mark} counts in. */
  #counted: string | undefined;
  #isReleased = false;

  constructor(parts: PlaceParts) {
    const { key, entry, copies, expected, files, mark, nick } = parts;
    this.#parts = parts;
    this.key = key;
    this.host = entry.host;
    this.files = files;
    this.copies = copies;
    this.#addresses = entry.addresses;
    this.#toldTransport = entry.transport;
    this.#mark = mark;
    this.guest = new RoomGuest({
      nick: nick(),
      dial: entry.dial,
      transport: entry.transport,
      rooms: copies,
      trust: entry.trust,
      expected,
      newestFirst: true,
      isPatient: entry.isPatient,
      identity: parts.identity,
      listener: this.#listener(),
    });
    this.details = new PlaceDetails(this.guest);
    this.privately = new PlacePrivately({
      ...{ key, guest: this.guest, files, identity: parts.identity, known: parts.known },
      push: (push) => parts.owner.push(push),
      changed: () => parts.owner.changed(this),
    });
  }

  /** All addresses at which others reach it. */
  get addresses(): readonly string[] {
    return this.#addresses;
  }

  /** The address that others join with. */
  get address(): string {
    return this.#addresses[0] ?? '';
  }

  /** The copies of rooms that it has open: its own, or those of the room that it expects. */
  get held(): readonly HeldCopy[] {
    const { key, copies, known } = this;
    return copies.open.map((copy) => ({
      key,
      copy,
      provable: known.find((kept) => kept.copy === copy && (kept.key ?? kept.roomKey) !== undefined),
    }));
  }

  /** Of its room's key, 32 hex digits; undefined before the first welcome, and in clear. */
  get fingerprint(): Fingerprint | undefined {
    return this.host?.security.fingerprint ?? this.guest.security?.certificate?.fingerprint;
  }

  /** What its room can be known by; before the first welcome there may be several, or none. */
  get known(): readonly KeptRoom[] {
    const { copy, provable } = this.guest;
    if (copy === undefined) return this.#parts.expected;
    return provable ? [provable] : [];
  }

  get mark(): ReadMark {
    return this.#mark;
  }

  /** What everything that is settled about the room is kept under; undefined before the first welcome. */
  get name(): string | undefined {
    const { room, device } = this.guest;
    return room && device !== undefined ? placeName(room.id, device, this.#parts.formerDevice) : undefined;
  }

  view(): RoomView {
    return { ...this.#about(), members: this.guest.members };
  }

  /** The view without a list of members: one would be made for each who comes. */
  #about(): Omit<RoomView, 'members'> {
    const { guest, host } = this;
    return {
      key: this.key,
      role: host ? 'host' : 'guest',
      room: guest.room,
      you: guest.you,
      address: this.address,
      addresses: this.#addresses,
      connection: guest.connection,
      transport: guest.transport,
      moving: this.#move?.transport,
      canMove: host === undefined,
      newest: guest.newest,
      copy: guest.copy,
      place: this.name,
      impairment: this.#impairment,
      door: guest.door.sight,
      ...this.#seal.view(this.fingerprint, this.#isSealed()),
    };
  }

  /** Nobody on the network can read what travels between this computer and the host. */
  #isSealed(): boolean | undefined {
    if (this.host) return true;
    return this.guest.connection.state === 'online' ? this.guest.security !== undefined : undefined;
  }

  /** Its room proved to be at this address, and is entered there. */
  foundAt(at: RoomAddress): void {
    this.#addresses = [formatAddress(at)];
    this.guest.hostFound(at);
  }

  /** Connects. Settles with the first welcome, or with why there is none. */
  enter(): Promise<Result<undefined>> {
    return this.guest.join();
  }

  /** Before the first welcome there is no room yet whose outbox could keep what is said. */
  say(text: string): Result<OutboxItem> {
    return this.guest.room === undefined ? NO_ROOM : this.guest.say(text);
  }

  /** Lets the others know that this member writes something. */
  typing(): Result<undefined> {
    if (this.guest.room === undefined) return NO_ROOM;
    this.guest.sayTyping();
    return success(undefined);
  }

  /** Try to connect at once: the user asked, or the computer woke up. */
  reconnectNow(isAsked = false): void {
    this.guest.reconnectNow(isAsked);
    this.files.renew();
  }

  /**
   * Moves the session to another transport, and has the choice remembered; one that can't be moved stays where it is.
   * Fails with `udp_blocked`, `refused`, `timed_out` or another reason for which there is no link.
   */
  async setTransport(transport: Transport): Promise<Result<undefined>> {
    const roomId = this.guest.room?.id;
    if (roomId === undefined) return NO_ROOM;
    if (this.host) return failure('transport_unavailable', 'who hosts a room is in it without a network');
    const move = { transport };
    this.#move = move;
    this.#pushRoom();
    const moved = await this.guest.moveTo(transport);
    if (this.#move === move) this.#move = undefined;
    if (this.#isReleased) return moved;
    if (moved.ok) this.#parts.owner.moved(this, roomId);
    this.#changed();
    return moved;
  }

  /**
   * Treats this computer's traffic with the room badly, to show what a bad network does: a guest's with its host, a
   * host's with all guests. It ends with the place.
   */
  impair(impairment: Impairment): void {
    this.#impairment = isImpaired(impairment) ? impairment : undefined;
    (this.host ?? this.guest).impair(this.#impairment);
    this.#pushRoom();
  }

  /** How the link to the room is doing. Asks for a fresh round-trip time where the transport measures none itself. */
  quality(): LinkQuality | undefined {
    if (this.guest.transport === 'tcp') this.guest.ping();
    return this.guest.quality();
  }

  /** Somebody reads at the end of the conversation from now on, or no more: what comes meanwhile is read. */
  reading(isReading: boolean): void {
    this.#isReading = isReading;
    if (isReading && this.guest.room) this.#setMark(readTo(this.#newestOfRoom()));
  }

  /** Leaves, or stops hosting. */
  async release(): Promise<void> {
    this.#isReleased = true;
    this.files.leave();
    this.privately.release();
    this.guest.leave();
    await this.host?.close();
  }

  #listener(): GuestListener {
    const { key } = this;
    const { owner } = this.#parts;
    const push = (item: Push) => {
      if (!this.#isReleased) owner.push(item);
    };
    return {
      changed: (members) => this.#changed(members),
      moved: () => this.#tellTransport(),
      typing: (member) => push({ kind: 'typing', key, member }),
      received: (events) => {
        push({ kind: 'events', key, events });
        if (this.#isReleased) return;
        this.files.came(events);
        this.privately.came(events);
        this.#count(events);
      },
      pastCame: (events) => {
        this.#setMark(withOlder(this.#mark, events, this.#reader()));
        this.privately.pastCame(events);
      },
      networkChanged: () => {
        if (this.#isReleased) return;
        this.files.renew();
        if (this.host) this.#addresses = addressesOf(this.host);
        this.#pushRoom();
      },
      outboxChanged: () => {
        push({ kind: 'outbox', key, items: this.guest.outbox });
        void this.privately.outboxChanged();
      },
      named: (rooms, teller) => owner.named(rooms, teller),
      defect: (error) => owner.defect(error),
      told: (problem) => push({ kind: 'notice', key, problem }),
    };
  }

  #changed(members?: MemberChanges): void {
    if (this.#isReleased) return;
    const { guest, copies } = this;
    if (guest.room && copies.sameAs === undefined) {
      if (guest.copy !== this.#counted) this.#reached();
      this.files.enter(guest, this.#parts.entry.dial);
    }
    // A change while the room was out of reach comes true with the next welcome.
    if (this.#move === undefined && guest.connection.state === 'online') this.#tellTransport();
    this.#pushRoom(members);
  }

  #tellTransport(): void {
    const { transport } = this.guest;
    if (transport === this.#toldTransport || this.#isReleased) return;
    this.#toldTransport = transport;
    this.files.renew();
    this.#parts.owner.push({ kind: 'transport', key: this.key, transport, at: wallNow() });
  }

  #pushRoom(members?: MemberChanges): void {
    if (this.#isReleased || this.copies.sameAs !== undefined) return;
    if (members) this.privately.membersChanged(members.all ?? members.came);
    const about = this.#about();
    const change = changeOf(this.#told, about, members);
    this.#told = about;
    if (change) this.#parts.owner.push({ kind: 'room', key: this.key, change });
    this.#parts.owner.changed(this);
  }

  /** A copy of the log is there to count in: what was counted before goes on, or everything of until now is read. */
  #reached(): void {
    const { guest } = this;
    const isFirst = this.#counted === undefined;
    this.#counted = guest.copy;
    const known = this.#parts.owner.reached(this);
    const isKnown = isFirst && known.countedTo > 0 && known.countedTo <= guest.newest;
    if (!isKnown) return this.#setMark(readTo(this.#newestOfRoom()));
    this.#mark = known;
    const missed = Math.min(COUNTED_AGAIN, guest.newest - known.countedTo);
    if (missed > 0) this.#count(guest.history(guest.newest + 1, missed));
    else this.#setMark(known);
  }

  #count(events: readonly RoomEvent[]): void {
    const last = events.at(-1);
    if (this.#counted === undefined || !last) return;
    this.#setMark(this.#isReading ? readTo(last.seq) : withNewer(this.#mark, events, this.#reader()));
  }

  #reader() {
    return { you: this.guest.you, nick: this.#parts.nick() };
  }

  /** With what is known of the room since it was entered. */
  #newestOfRoom(): number {
    return Math.max(this.guest.newest, this.guest.welcomedAt);
  }

  #setMark(mark: ReadMark): void {
    if (mark === this.#mark || this.#isReleased) return;
    this.#mark = mark;
    this.#parts.owner.read(this);
  }
}
