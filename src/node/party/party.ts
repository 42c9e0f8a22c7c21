import { type Defects, NOBODY_HEARS } from '../../core/defects.ts';
import type { Recorder } from '../../core/recording/recorder.ts';
import { formatAddress, parseAddress } from '../../shared/address.ts';
import { failure, type Problem, type Result, success } from '../../shared/error-codes.ts';
import { fileLimits } from '../../shared/files/file-defaults.ts';
import { type Impairment, isImpaired } from '../../shared/impairment/impairment.ts';
import type { Push } from '../../shared/ipc-contract.ts';
import type { LinkQuality, OutboxItem, RecentRoom, RoomEvent, Transport } from '../../shared/models.ts';
import { cleanNick, NICK_RULES } from '../../shared/nickname.ts';
import type { RoomView } from '../../shared/places/place-models.ts';
import type { Settings } from '../../shared/settings.ts';
import { RoomHost } from '../hosting/room-host.ts';
import { RoomGuest } from '../joining/room-guest.ts';
import { type Dial, dialRoom } from '../net/dial.ts';
import { newRecorder } from '../recording/recording.ts';
import { JoinedRooms } from '../store/joined-rooms.ts';
import { SettingsStore } from '../store/settings-store.ts';
import { wallNow } from '../time/clocks.ts';
import { dataFolder, openDataFolder } from './data-folder.ts';
import { PartyFiles } from './party-files.ts';
import { addressesOf, type Entry, formSettings, type Place, type RoomForm } from './party-place.ts';
import { placeName } from './place-name.ts';

export interface PartyOptions {
  /** Folder of settings, logs and outbox; made when missing. */
  readonly dataDir: string;
  /** Where received files go unless the settings say; `Partyline` in the downloads of whoever runs it. */
  readonly downloads?: string;
  /** Hears of what was thrown and must not be. */
  readonly defects?: Defects;
}

/**
 * One person's Partyline on this computer: settings, the room they host or joined, what they said. The Electron
 * shell and the tests use it; it knows no window.
 */
export class Party {
  /** What this person sends and fetches. */
  readonly files: PartyFiles;
  readonly #dataDir: string;
  readonly #defects: Defects;
  /** Records what this person's links carry, whenever it is on. */
  readonly recorder: Recorder;
  readonly #settings: SettingsStore;
  readonly #listeners = new Set<(push: Push) => void>();
  #place: Place | undefined;
  /** The room that is being opened: one at a time. */
  #opening: Promise<unknown> | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: PartyOptions, settings: SettingsStore) {
    this.#dataDir = options.dataDir;
    this.#defects = options.defects ?? NOBODY_HEARS;
    this.files = new PartyFiles({
      ...options,
      formerDevice: settings.formerDevice,
      nick: () => this.settings().nick,
      settings: () => this.settings().files,
      push: (push) => this.#push(push),
    });
    this.#settings = settings;
    this.recorder = newRecorder(settings.settings().recordingBytes, this.#defects);
  }

  settings(): Settings {
    return this.#settings.settings();
  }

  /** Checks the nickname; a member who is in a room goes on under the new one. */
  updateSettings(change: Partial<Settings>): Result<Settings> {
    const nick = change.nick === undefined ? undefined : cleanNick(change.nick);
    if (change.nick !== undefined && nick === undefined) {
      return failure('bad_nick', NICK_RULES);
    }
    const renamed = nick !== undefined && nick !== this.settings().nick;
    const settings = this.#settings.update(nick === undefined ? change : { ...change, nick });
    if (renamed) this.#place?.guest.rename(nick);
    if (change.recordingBytes !== undefined) this.recorder.resize(settings.recordingBytes);
    this.#push({ kind: 'settings', settings });
    return success(settings);
  }

  recentRooms(): readonly RecentRoom[] {
    return this.#settings.recentRooms();
  }

  forgetRoom(address: string): readonly RecentRoom[] {
    this.#settings.forgetRoom(address);
    return this.recentRooms();
  }

  /** The room this person is in. */
  room(): RoomView | undefined {
    if (!this.#place) return undefined;
    const { guest, host, addresses, move, impairment } = this.#place;
    return {
      role: host ? 'host' : 'guest',
      room: guest.room,
      you: guest.you,
      address: addresses[0] ?? '',
      addresses,
      members: guest.members,
      connection: guest.connection,
      transport: guest.transport,
      moving: move?.transport,
      canMove: host === undefined,
      newest: guest.newest,
      copy: guest.copy,
      place: this.#placeName(guest),
      impairment,
    };
  }

  outbox(): readonly OutboxItem[] {
    return this.#place?.guest.outbox ?? [];
  }

  /** Opens a room on this computer and joins it. */
  host(options: RoomForm): Promise<Result<RoomView>> {
    return this.#exclusively(async () => {
      const nick = this.#nick();
      if (!nick.ok) return nick;
      const path = dataFolder.hostedRoom(this.#dataDir, options.name);
      const limits = fileLimits(this.settings().files);
      const notice = (problem: Problem) => this.#push({ kind: 'notice', problem });
      const opened = await RoomHost.open({
        ...options,
        path,
        limits,
        recorder: this.recorder,
        defects: this.#defects,
        notice,
        formerDevice: this.#settings.formerDevice,
      });
      if (!opened.ok) return opened;
      const host = opened.value;
      this.#settings.update(formSettings({ ...options, name: host.info.name }));
      const dial: Dial = (_transport, ready, events) => {
        const link = host.connectLocal();
        link.listen(events);
        setImmediate(ready);
        return link;
      };
      const entry = { dial, transport: 'tcp' as const, roomId: host.info.id, host, addresses: addressesOf(host) };
      return this.#enter(entry, nick.value);
    });
  }

  /**
   * Joins the room at an address as people write it.
   * @param chosen what to join over; otherwise what the room there was talked to over last
   */
  join(input: string, chosen?: Transport): Promise<Result<RoomView>> {
    return this.#exclusively(async () => {
      const nick = this.#nick();
      if (!nick.ok) return nick;
      const parsed = parseAddress(input);
      if (!parsed.ok) return parsed;
      const written = formatAddress(parsed.value);
      const entry = {
        dial: dialRoom(parsed.value, this.recorder),
        transport: chosen ?? this.#settings.transportAt(written),
        roomId: this.#settings.roomAt(written),
        host: undefined,
        addresses: [written],
      };
      const joined = await this.#enter(entry, nick.value);
      if (joined.ok && joined.value.room) {
        this.#settings.rememberRoom(written, joined.value.room, joined.value.transport, wallNow());
        this.#pushRecent();
      }
      return joined;
    });
  }

  /**
   * Moves the session of the room one is in to another transport, and remembers the choice; a session that can't be
   * moved stays where it is. Fails with `udp_blocked`, `refused`, `timed_out` or another reason for which there is no link.
   */
  async setTransport(transport: Transport): Promise<Result<undefined>> {
    const place = this.#place;
    const roomId = place?.guest.room?.id;
    if (!place || roomId === undefined) return NO_ROOM;
    if (place.host) return failure('transport_unavailable', 'who hosts a room is in it without a network');
    const move = { transport };
    place.move = move;
    this.#pushRoom(place.guest);
    const moved = await place.guest.moveTo(transport);
    if (place.move === move) place.move = undefined;
    if (this.#place !== place) return moved;
    if (moved.ok) {
      this.#settings.rememberTransport(roomId, transport);
      this.#pushRecent();
    }
    this.#changed(place);
    return moved;
  }

  /**
   * Treats this computer's traffic with the room badly, to show what a bad network does: a guest's with its host, a
   * host's with all guests. It ends with the room.
   */
  impair(impairment: Impairment): Result<undefined> {
    const place = this.#place;
    if (!place) return NO_ROOM;
    place.impairment = isImpaired(impairment) ? impairment : undefined;
    (place.host ?? place.guest).impair(place.impairment);
    this.#pushRoom(place.guest);
    return success(undefined);
  }

  /** How the link to the room is doing. Asks for a fresh round-trip time where the transport measures none itself. */
  quality(): LinkQuality | undefined {
    const guest = this.#place?.guest;
    if (guest?.transport === 'tcp') guest.ping();
    return guest?.quality();
  }

  /** Before the first welcome there is no room yet whose outbox could keep what is said. */
  say(text: string): Result<OutboxItem> {
    const guest = this.#place?.guest;
    return guest?.room === undefined ? NO_ROOM : guest.say(text);
  }

  /** Lets the others know that this member writes something. */
  typing(): Result<undefined> {
    const guest = this.#place?.guest;
    if (guest?.room === undefined) return NO_ROOM;
    guest.sayTyping();
    return success(undefined);
  }

  retry(id: string): Result<OutboxItem> {
    return this.#place?.guest.retry(id) ?? NO_ROOM;
  }

  discard(id: string): Result<undefined> {
    return this.#place?.guest.discard(id) ?? NO_ROOM;
  }

  /** Try to connect at once: the user asked, or the computer woke up. */
  reconnectNow(): void {
    this.#place?.guest.reconnectNow();
    this.files.renew();
  }

  /** Leaves the room, or stops hosting it. Also ends an attempt to join that is still under way. */
  async leave(): Promise<Result<undefined>> {
    const place = this.#place;
    if (!place) return NO_ROOM;
    await this.#release(place);
    // The attempt that this ended is over only now, and the next may begin.
    await this.#opening;
    return success(undefined);
  }

  /** The `limit` newest events before `before`, oldest first, once they are here; empty at the log's beginning. */
  async history(before: number, limit: number): Promise<readonly RoomEvent[]> {
    return (await this.#place?.guest.page(before, limit)) ?? [];
  }

  /** @returns its own unsubscribe */
  onPush(listener: (push: Push) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Leaves, and writes and releases everything; once, however often it is called. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.leave();
    this.files.close();
    this.#settings.close();
  }

  async #enter({ dial, transport, roomId, host, addresses }: Entry, nick: string): Promise<Result<RoomView>> {
    const formerDevice = host ? host.hostDevice : this.#settings.formerDevice;
    const folder = dataFolder.joinedRooms(this.#dataDir);
    const notice = (problem: Problem) => this.#push({ kind: 'notice', problem });
    const rooms = new JoinedRooms({ folder, formerDevice, problem: notice });
    const expected = rooms.expected(roomId);
    if (!expected.ok) {
      rooms.close();
      await host?.close();
      return expected;
    }
    const guest = new RoomGuest({
      nick,
      dial,
      transport,
      rooms,
      expected: expected.value,
      newestFirst: true,
      listener: {
        changed: () => this.#changed(place),
        moved: () => this.#tellTransport(place),
        typing: (member) => this.#pushOf(guest, { kind: 'typing', member }),
        received: (events) => {
          this.#pushOf(guest, { kind: 'events', events });
          if (this.#place === place) this.files.came(events);
        },
        networkChanged: () => this.#networkChanged(place),
        outboxChanged: () => this.#pushOf(guest, { kind: 'outbox', items: guest.outbox }),
        defect: (error) => this.#defects.met(error),
        told: (problem) => this.#pushOf(guest, { kind: 'notice', problem }),
      },
    });
    const place: Place = { guest, host, addresses, dial, told: transport, move: undefined, impairment: undefined };
    this.#place = place;
    const joined = await guest.join();
    if (joined.ok) {
      const view = this.room();
      return view && this.#place === place ? success(view) : NO_ROOM;
    }
    if (this.#place === place) await this.#release(place);
    return joined;
  }

  async #release(place: Place): Promise<void> {
    this.#place = undefined;
    this.files.leave();
    place.guest.leave();
    this.#push({ kind: 'room', room: undefined });
    this.#push({ kind: 'outbox', items: [] });
    await place.host?.close();
  }

  #networkChanged(place: Place): void {
    if (this.#place !== place) return;
    this.files.renew();
    if (place.host) place.addresses = addressesOf(place.host);
    this.#pushRoom(place.guest);
  }

  #changed(place: Place): void {
    if (this.#place === place) this.files.enter(place.guest, place.dial);
    // A change while the room was out of reach comes true with the next welcome.
    if (place.move === undefined && place.guest.connection.state === 'online') this.#tellTransport(place);
    this.#pushRoom(place.guest);
  }

  #tellTransport(place: Place): void {
    const { transport } = place.guest;
    if (transport === place.told) return;
    place.told = transport;
    this.files.renew();
    this.#pushOf(place.guest, { kind: 'transport', transport, at: wallNow() });
  }

  #placeName({ room, device }: RoomGuest): string | undefined {
    return room && device !== undefined ? placeName(room.id, device, this.#settings.formerDevice) : undefined;
  }

  /** The window hears of a room once it was joined; an attempt that fails is the caller's answer. */
  #pushRoom(guest: RoomGuest): void {
    if (guest.room !== undefined) this.#pushOf(guest, { kind: 'room', room: this.room() });
  }

  #pushRecent(): void {
    this.#push({ kind: 'recent', recentRooms: this.recentRooms() });
  }

  #pushOf(guest: RoomGuest, push: Push): void {
    if (this.#place?.guest === guest) this.#push(push);
  }

  #push(push: Push): void {
    for (const listener of this.#listeners) listener(push);
  }

  #nick(): Result<string> {
    const nick = cleanNick(this.settings().nick);
    return nick === undefined ? failure('bad_nick', 'choose a nickname first') : success(nick);
  }

  async #exclusively(open: () => Promise<Result<RoomView>>): Promise<Result<RoomView>> {
    if (this.#opening || this.#place) return failure('already_in_room', 'leave the present room first');
    const opening = open();
    this.#opening = opening;
    try {
      return await opening;
    } finally {
      this.#opening = undefined;
    }
  }
}

const NO_ROOM = failure('no_room', 'there is no room to do that in');

/** Opens the data folder. Fails with `store_locked`, `store_broken`, `store_newer`, `store_failed` or `folder_unusable`. */
export function openParty(options: PartyOptions): Result<Party> {
  const folder = openDataFolder(options.dataDir);
  if (!folder.ok) return folder;
  const settings = SettingsStore.open(dataFolder.settings(options.dataDir));
  return settings.ok ? success(new Party(options, settings.value)) : settings;
}
