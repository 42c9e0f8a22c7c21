import { NOTHING_READ } from '../../core/conversation/read-mark.ts';
import type { Defects } from '../../core/defects.ts';
import { recorderOf } from '../../core/recording/link-recorder.ts';
import type { Recorder } from '../../core/recording/recorder.ts';
import type { GuestSealing } from '../../core/secure/guest-sealing.ts';
import type { Identity } from '../../core/secure/identity-card.ts';
import { parseAddress } from '../../shared/address.ts';
import { failure, type Problem, type Result, success } from '../../shared/error-codes.ts';
import type { Fingerprint } from '../../shared/identity/identity-models.ts';
import type { Push } from '../../shared/ipc-contract.ts';
import type { Transport } from '../../shared/models.ts';
import { cleanNick, cleanRoomName } from '../../shared/nickname.ts';
import type { PlaceKey, RoomView } from '../../shared/places/place-models.ts';
import type { RoomsAround } from '../discovery/announcing.ts';
import type { RoomHost } from '../hosting/room-host.ts';
import { meantRoom } from '../joining/meant-room.ts';
import { type Dial, dialRoom } from '../net/dial.ts';
import { HOST_IN_CLEAR } from '../secure/guest-sealing.ts';
import type { KeptPlace } from '../store/place-table.ts';
import type { Rest } from '../store/rest/rest.ts';
import type { SettingsStore } from '../store/settings-store.ts';
import type { TransferStore } from '../store/transfer-store.ts';
import { wallNow } from '../time/clocks.ts';
import { dataFolder } from './data-folder.ts';
import { addressesOf, type RoomForm } from './hosted-form.ts';
import { openHost } from './open-host.ts';
import type { People } from './people.ts';
import { type Entry, Place, type PlaceOwner } from './place.ts';
import type { PlaceBook } from './place-book.ts';
import { type HeldCopy, PlaceCopies } from './place-copies.ts';
import { PlaceFiles } from './place-files.ts';

/** What every place of a person goes by. */
export interface PersonParts {
  readonly dataDir: string;
  /** Where received files go unless the settings say. */
  readonly downloads: string | undefined;
  readonly store: SettingsStore;
  /** How everything that is kept lies on the disk. */
  readonly rest: Rest;
  readonly people: People;
  /** Who this person is to everybody. */
  readonly identity: Identity;
  readonly recorder: Recorder;
  readonly defects: Defects;
  /** The rooms around this computer; those that are hosted here are told to nobody without it. */
  readonly around: RoomsAround | undefined;
  /** What is kept of transfers; undefined where it can't be opened, which is told. */
  readonly transfers: (problem: (problem: Problem) => void) => TransferStore | undefined;
  readonly push: (push: Push) => void;
}

export interface EntranceParts {
  readonly person: PersonParts;
  readonly book: PlaceBook;
  readonly places: ReadonlyMap<PlaceKey, Place>;
  readonly owner: PlaceOwner;
  /** A place begins. */
  readonly begins: (place: Place) => void;
  /** It is over, if it is still there. */
  readonly ends: (place: Place) => Promise<void>;
  /** It is over for now, and begins anew in a moment. */
  readonly pauses: (place: Place) => Promise<void>;
  /** It did not begin anew, and why. */
  readonly strands: (key: PlaceKey, problem: Problem) => void;
  readonly tell: (key: PlaceKey, problem: Problem) => void;
}

/** Which room is meant: by the fingerprint of an invite, no other is entered then; or by its id, as it stood in a list. */
interface Meant {
  readonly fingerprint?: Fingerprint | undefined;
  readonly roomId?: string | undefined;
}

/** How a room is joined. */
interface JoinHow extends Meant {
  readonly transport: Transport;
  /** Goes on trying where it can't be reached, and settles once it was. */
  readonly isPatient: boolean;
  /** This person does not mind that the host does not encrypt; that it did not is enough for a room that is known. */
  readonly isClearFine?: boolean | undefined;
}

/** How somebody gets into a room, before it is known which keys are those of the room that is meant. */
interface WayIn {
  readonly dial: (sealing: GuestSealing) => Dial;
  readonly entry: Omit<Entry, 'dial' | 'trust'>;
  readonly roomId: string | undefined;
  readonly formerDevice: string | undefined;
  readonly invited: Fingerprint | undefined;
  readonly isClearFine: boolean | undefined;
}

const NEW_PLACE = {
  ...{ isOpen: false, isPinned: false, isMuted: false, isAnnounced: true },
  notices: 'default',
  mark: NOTHING_READ,
} as const;
const NO_ROOM = failure('no_room', 'there is no room to do that in');

/** How a person gets into rooms: opens them here or joins them, and finds out what is open already. */
export class Entrance {
  readonly #parts: EntranceParts;
  /** Rooms are opened one after the other, so that each finds a port that the one before it did not take. */
  #opening: Promise<unknown> = Promise.resolve();
  /** Attempts to join that are under way. */
  readonly #joining = new Map<PlaceKey, Promise<Result<RoomView>>>();

  constructor(parts: EntranceParts) {
    this.#parts = parts;
  }

  /** Settles once no room is being opened any more. */
  async rest(): Promise<void> {
    await this.#opening;
  }

  /** The attempt to join that is under way for a place. */
  joining(key: PlaceKey): Promise<Result<RoomView>> | undefined {
    return this.#joining.get(key);
  }

  /**
   * Opens a room on this computer and enters it.
   * @param isAgain whether it was open before: then it takes another port where any program has its own; otherwise where
   * another room of this one has it
   */
  host(form: RoomForm, key: PlaceKey, isAgain: boolean): Promise<Result<RoomView>> {
    const opened = this.#opening.then(() => this.#host(form, key, isAgain));
    this.#opening = opened.catch(() => undefined);
    return opened;
  }

  /** Joins the room at an address. */
  join(address: string, key: PlaceKey, how: JoinHow): Promise<Result<RoomView>> {
    const joining = this.#join(address, key, how).finally(() => this.#joining.delete(key));
    this.#joining.set(key, joining);
    return joining;
  }

  async #host(form: RoomForm, key: PlaceKey, isAgain: boolean): Promise<Result<RoomView>> {
    const nick = this.#nick();
    if (!nick.ok) return nick;
    const { person, places, book, tell } = this.#parts;
    const { dataDir, store, rest, recorder, defects, around } = person;
    const isHeld = (test: (host: RoomHost) => boolean) =>
      [...places.values()].find(({ host }) => host !== undefined && test(host));
    const name = cleanRoomName(form.name);
    const same = isHeld((host) => host.info.name === name);
    if (same) return failure('already_in_room', `${name} is open already`, { place: same.key });
    const opened = await openHost(
      {
        ...form,
        path: dataFolder.hostedRoom(dataDir, form.name),
        rest,
        formerDevice: store.formerDevice,
        identity: person.identity,
        recorder: recorderOf(recorder, key),
        defects,
        ...{
          announcer: around,
          otherRooms: around && (() => around.rooms()),
          nick: nick.value,
          isAnnounced: book.get(key)?.isAnnounced ?? true,
          isNamed: () => store.settings().announceNames,
        },
      },
      store.settings(),
      (port) => isAgain || isHeld((host) => host.listening.port === port) !== undefined,
      (problem) => tell(key, problem),
    );
    if (!opened.ok) return opened;
    const host = opened.value;
    const { listening, info } = host;
    const addresses = addressesOf(host);
    const { bind, plain = true, durable = false } = form;
    const hosted = { name: info.name, port: listening.port, bind, plain, durable };
    this.#begin(key, { name: info.name, address: addresses[0] ?? '', transport: 'tcp', hosted });
    return this.#enter(key, {
      dial: () => localDial(host),
      entry: { transport: 'tcp', host, addresses, isPatient: false },
      ...{ roomId: info.id, formerDevice: host.hostDevice, invited: undefined, isClearFine: true },
    });
  }

  async #join(address: string, key: PlaceKey, how: JoinHow): Promise<Result<RoomView>> {
    const { transport, isPatient, fingerprint, isClearFine = false } = how;
    const nick = this.#nick();
    if (!nick.ok) return nick;
    const parsed = parseAddress(address);
    if (!parsed.ok) return parsed;
    const { store, recorder } = this.#parts.person;
    const roomId = how.roomId ?? this.#parts.book.get(key)?.roomId ?? store.roomAt(address);
    this.#begin(key, { name: address, address, transport });
    return this.#enter(key, {
      dial: (sealing) => dialRoom(parsed.value, recorderOf(recorder, key), sealing),
      entry: { transport, host: undefined, addresses: [address], isPatient },
      ...{ roomId, formerDevice: store.formerDevice, invited: fingerprint, isClearFine },
    });
  }

  /** A place of this key begins; what is known of it stays. */
  #begin(key: PlaceKey, about: Pick<KeptPlace, 'name' | 'address' | 'transport' | 'hosted'>): void {
    const { book } = this.#parts;
    const { transport, hosted } = about;
    if (book.get(key)) return book.change(key, hosted ? about : { transport });
    book.begin({ key, ...NEW_PLACE, ...about, lastThere: wallNow() });
  }

  async #enter(key: PlaceKey, way: WayIn): Promise<Result<RoomView>> {
    const { person, book, owner, begins, tell } = this.#parts;
    const { dataDir, store, rest, identity } = person;
    const { roomId, formerDevice, invited, isClearFine } = way;
    const copies = new PlaceCopies({
      folder: dataFolder.joinedRooms(dataDir),
      ...{ formerDevice, rest },
      problem: (problem) => tell(key, problem),
      held: () => this.#heldByOthers(key),
    });
    const expected = copies.expected(roomId);
    if (!expected.ok) {
      copies.close();
      await way.entry.host?.close();
      return this.#unreached(key, expected.problem);
    }
    const known = (id: string) => copies.known(id);
    // Who was asked once is not asked again: a room that is known and has no key never had one.
    const inClear = isClearFine || expected.value.length > 0 ? undefined : HOST_IN_CLEAR;
    const { trust, sealing } = meantRoom({ identity, expected: expected.value, known, invited, inClear });
    const entry = { ...way.entry, trust, dial: way.dial(sealing) };
    const place = new Place({
      ...{ key, entry, copies, expected: expected.value, files: this.#filesOf(key), owner },
      nick: () => store.settings().nick,
      formerDevice: store.formerDevice,
      identity: person.identity,
      known: (key) => person.people.get(key),
      mark: book.get(key)?.mark ?? NOTHING_READ,
    });
    begins(place);
    const entered = await place.enter();
    return entered.ok ? this.#entered(place) : this.#failed(place, entered.problem);
  }

  /** The first welcome came; it may be that of a room that another place is in. */
  async #entered(place: Place): Promise<Result<RoomView>> {
    const { places } = this.#parts;
    const { key, copies } = place;
    if (places.get(key) !== place) return NO_ROOM;
    if (copies.sameAs === undefined) return success(place.view());
    const other = places.get(copies.sameAs);
    const failed = await this.#failed(place, { code: 'already_in_room', text: 'this room is open already' });
    if (!other) return failed;
    const isThere = other.host !== undefined || other.guest.connection.state === 'online';
    return isThere ? success(other.view()) : this.#move(other, place);
  }

  /** The room of a place that can't reach it was found at another address: the place goes on there. */
  async #move(place: Place, { address, guest: { transport } }: Place): Promise<Result<RoomView>> {
    const { book, pauses, strands } = this.#parts;
    await pauses(place);
    book.change(place.key, { address });
    const moved = await this.join(address, place.key, { transport, isPatient: false });
    if (!moved.ok) strands(place.key, moved.problem);
    return moved;
  }

  async #failed(place: Place, problem: Problem): Promise<Result<never>> {
    await this.#parts.ends(place);
    return this.#unreached(place.key, problem);
  }

  /** A room that was never reached is not remembered. */
  #unreached(key: PlaceKey, problem: Problem): Result<never> {
    this.#parts.book.giveUp(key);
    return { ok: false, problem };
  }

  #heldByOthers(key: PlaceKey): readonly HeldCopy[] {
    return [...this.#parts.places.values()].flatMap((place) => (place.key === key ? [] : place.held));
  }

  #filesOf(key: PlaceKey): PlaceFiles {
    const { dataDir, downloads, store, transfers, push } = this.#parts.person;
    return new PlaceFiles({
      ...{ key, dataDir, formerDevice: store.formerDevice, push },
      ...(downloads !== undefined && { downloads }),
      nick: () => store.settings().nick,
      settings: () => store.settings().files,
      store: () => transfers((problem) => push({ kind: 'file-notice', key, problem })),
    });
  }

  #nick(): Result<string> {
    const nick = cleanNick(this.#parts.person.store.settings().nick);
    return nick === undefined ? failure('bad_nick', 'choose a nickname first') : success(nick);
  }
}

/** Leads into a room of this program, past the network. */
function localDial(host: RoomHost): Dial {
  return (_transport, ready, events) => {
    const link = host.connectLocal();
    link.listen(events);
    setImmediate(ready);
    return link;
  };
}
