import type { Path } from '../../core/datagram/path.ts';
import { type Defects, NOBODY_HEARS } from '../../core/defects.ts';
import type { LinkRecorder } from '../../core/recording/link-recorder.ts';
import type { LostStretch } from '../../core/room/lost-events.ts';
import { ReachDesk } from '../../core/room/reach-desk.ts';
import type { Room } from '../../core/room/room.ts';
import type { RoomLink } from '../../core/room/room-link.ts';
import type { Offer } from '../../core/room/room-offer.ts';
import type { FileServer } from '../../core/transfer/file-server.ts';
import type { ProtocolError } from '../../core/wire/protocol-error.ts';
import { parseBind } from '../../shared/address.ts';
import { failure, type Problem, type Result, success } from '../../shared/error-codes.ts';
import type { FileInfo } from '../../shared/files/file-models.ts';
import type { Impairment } from '../../shared/impairment/impairment.ts';
import { DEFAULT_BACKLOG, DEFAULT_LIMITS, type RoomLimits } from '../../shared/limits.ts';
import type { Member, RoomInfo } from '../../shared/models.ts';
import { cleanRoomName } from '../../shared/nickname.ts';
import { tryPort } from '../doctor/try-port.ts';
import { FileDesk } from '../files/file-desk.ts';
import { IN_MEMORY, MemoryLink } from '../net/memory-link.ts';
import { listenRoom, type RoomListener } from '../net/room-listener.ts';
import type { StreamLink } from '../net/stream-link.ts';
import { passingIdentity } from '../secure/identity-store.ts';
import { RoomKey } from '../secure/room-key.ts';
import { logDamaged, RoomStore } from '../store/room-store.ts';
import { monotonicNow } from '../time/clocks.ts';
import { EVENT_LOOP } from '../time/event-loop.ts';
import { HalfClosedLinks } from './half-closed.ts';
import { HostCalls } from './host-calls.ts';
import type { HostOptions, Whereabouts } from './host-options.ts';
import { HostSecurity } from './host-security.ts';
import { HostedDoor } from './hosted-door.ts';
import { HostedLink, type LinkHost } from './hosted-link.ts';
import { LaterWork } from './later-work.ts';
import { layDownDoor } from './lay-down-door.ts';
import { openedRoom } from './opened-room.ts';
import { type PlainHost, PlainLinks } from './plain-links.ts';
import { RoomGossip } from './room-gossip.ts';
import { roomSockets } from './room-sockets.ts';
import { ToldRoom } from './told-room.ts';
import { TurnEnd } from './turn-end.ts';
import { TurnWriter } from './turn-writer.ts';

/** How often deadlines are looked at, in milliseconds. */
const TICK_MS = 1_000;

/**
 * A hosted room: the state machine of `core/room` joined to listening socket, store and clock. What the event loop
 * brings in one turn, from all sockets that were readable, becomes one transaction and one write per member.
 */
export class RoomHost implements LinkHost, PlainHost {
  readonly #room: Room;
  /** Who comes in. */
  readonly doors: HostedDoor;
  readonly #later: LaterWork;
  readonly #store: RoomStore;
  readonly #plain: PlainLinks;
  readonly #links = new Set<HostedLink>();
  readonly #halfClosed: HalfClosedLinks;
  readonly #ticker: NodeJS.Timeout;
  readonly #turnEnd: TurnEnd;
  readonly #turns: TurnWriter;
  readonly #reach = new ReachDesk(tryPort);
  readonly #recorder: LinkRecorder | undefined;
  /** Its key, and what its links are sealed with. */
  readonly security: HostSecurity;
  readonly #filesTravel: (() => void) | undefined;
  readonly #defects: Defects;
  /** Set when the room is opened. */
  #files!: FileDesk;
  #hostDevice: string | undefined;
  #listener: RoomListener | undefined;
  #calls: HostCalls | undefined;
  #told: ToldRoom | undefined;
  #gossip: RoomGossip | undefined;
  #impairment: Impairment | undefined;
  #closing: Promise<void> | undefined;

  private constructor(
    store: RoomStore,
    limits: RoomLimits,
    { plain = true, recorder, defects = NOBODY_HEARS, filesTravel, identity = passingIdentity() }: HostOptions,
  ) {
    this.#store = store;
    this.#recorder = recorder;
    this.#defects = defects;
    this.#halfClosed = new HalfClosedLinks(defects);
    this.#filesTravel = filesTravel;
    this.#plain = new PlainLinks(this, limits, plain);
    this.#room = openedRoom({
      ...{ store, limits, defects },
      reach: (link, port) => this.#tryToReach(link, port).catch((error) => this.#defects.met(error)),
      answered: () => this.#schedule(),
    });
    this.doors = new HostedDoor(this.#room, () => this.#schedule());
    const { id: roomId } = this.#room.info;
    const roomKey = new RoomKey(store.keySeed(), roomId, identity.card.key);
    this.security = new HostSecurity({ identity, roomKey, roomId, limits, isClearLetIn: plain });
    const settle = (problem: Problem | undefined) => this.#files.settle(problem);
    this.#turns = new TurnWriter({ room: this.#room, store, defects, settle });
    this.#turnEnd = new TurnEnd({
      heard: () => this.#room.heard,
      hearsDatagramsAlone: () => this.#room.hearsDatagramsAlone,
      write: () => this.#flush(),
      ...EVENT_LOOP,
    });
    this.#later = new LaterWork(this.#room, {
      contain: (work) => this.#defects.contain(work),
      heard: () => this.#schedule(),
      isWriting: () => this.#turnEnd.isOpen,
      sent: () => this.#halfClosed.finish(),
    });
    this.#ticker = setInterval(() => this.#defects.contain(() => this.#tick()), TICK_MS);
  }

  /**
   * Opens the room's log and its listening sockets. Fails with `bad_room_name`, `bad_address`, `bad_ip`, `port_in_use`,
   * `port_forbidden`, `address_not_here`, `store_locked`, `store_broken`, `store_newer` or `store_failed`.
   */
  static async open(options: HostOptions): Promise<Result<RoomHost>> {
    const name = cleanRoomName(options.name);
    if (name === undefined) return failure('bad_room_name', 'a room name has 1 to 64 characters');
    const bind = parseBind(options.bind);
    if (!bind.ok) return bind;
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    const damaged = ({ first, next }: LostStretch) => options.notice?.(logDamaged(first, next - 1));
    const { notice, durable = false, rest } = options;
    const store = RoomStore.open(options.path, name, { limits, damaged, notice, durable, rest });
    if (!store.ok) return store;
    const laid = options.door && (await layDownDoor(store.value, options.door));
    if (laid && !laid.ok) {
      store.value.close();
      return laid;
    }
    const { port, backlog = DEFAULT_BACKLOG, recorder } = options;
    const started = RoomHost.#start(store.value, limits, options);
    if (!started.ok) return started;
    const host = started.value;
    const files = FileDesk.open({
      folder: options.files ?? `${options.path}-files`,
      ...{ limits, rest },
      defects: host.#defects,
      offer: (offer, file) => host.#offer(offer, file),
    });
    if (!files.ok) {
      clearInterval(host.#ticker);
      store.value.close();
      return files;
    }
    host.#files = files.value;
    const sockets = roomSockets({
      ...{ host, limits, recorder, room: host.#room, plain: host.#plain, defects: host.#defects },
      asked: (question, from) => host.#told?.asked(question, from),
    });
    const listener = await listenRoom({ port, bind: bind.value, backlog, recorder }, sockets);
    if (!listener.ok) {
      await host.close();
      return listener;
    }
    host.#listener = listener.value;
    host.#calls = new HostCalls(
      host.#links,
      (bytes, to) => host.sendDatagram(bytes, to),
      () => options.moved?.(),
    );
    host.#told = new ToldRoom(host, options, listener.value.udp);
    host.#gossip = options.otherRooms && new RoomGossip(host.#room, options.otherRooms);
    return success(host);
  }

  static #start(store: RoomStore, limits: RoomLimits, options: HostOptions): Result<RoomHost> {
    try {
      const { formerDevice } = options;
      const hostDevice = formerDevice === undefined ? undefined : store.renewDevice(formerDevice);
      const host = new RoomHost(store, limits, options);
      host.#hostDevice = hostDevice;
      return success(host);
    } catch (error) {
      store.close();
      return { ok: false, problem: store.problem(error) };
    }
  }

  get info(): RoomInfo {
    return this.#room.info;
  }

  /** Where the room listens over TCP; over UDP it is the same address and port. */
  get listening(): { readonly address: string; readonly port: number } {
    const { address = '', port = 0 } = this.#listener?.tcp ?? {};
    return { address, port };
  }

  /** Who whoever hosts this room from the window is in it, where they were `formerDevice` in every room. */
  get hostDevice(): string | undefined {
    return this.#hostDevice;
  }

  /** 32 hex digits: who the member at this computer's terminal is in this room. */
  get terminalDevice(): string {
    return this.#store.terminalDevice();
  }

  members(): readonly Member[] {
    return this.#room.members();
  }

  /** Where a member's links come from, those beyond this computer's own memory. */
  whereIs(member: string): readonly Whereabouts[] {
    const theirs = [...this.#links].filter(({ local, room }) => !local && room?.session?.member.author.id === member);
    return theirs.map(({ address, transport, stream }) => ({ address, transport, code: stream.security?.code }));
  }

  /** A link for the member on this computer, which counts as the host. */
  connectLocal(): MemoryLink {
    const [near, far] = MemoryLink.pair();
    const link = new HostedLink(this, this.#plain, this.security, true);
    link.detach = this.#recorder?.attach(IN_MEMORY, near);
    // Both ends know the link by the same hash, as those of a sealed one do: what the room proves is bound to it.
    near.security = this.security.within();
    link.identify(near.security);
    far.listen(link);
    this.#add(link, far, true);
    return near;
  }

  /** Treats the traffic with all guests badly from now on; undefined ends that. */
  impair(impairment: Impairment | undefined): void {
    this.#impairment = impairment;
    this.#listener?.udp.impair(impairment);
    for (const { stream } of this.#links) stream.impair?.(impairment);
  }

  /** Whether the network is told of the room. */
  setAnnounced(isAnnounced: boolean): void {
    this.#told?.setTold(isAnnounced);
  }

  /** Tells every member, closes all links and the port, and releases the log. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** @internal bytes from a link */
  received(link: RoomLink, chunk: Uint8Array): void {
    this.#room.receive(link, chunk, monotonicNow());
    this.#schedule();
    this.#later.schedule();
  }

  /** @internal frames that came outside of a link's stream */
  receivedEphemeral(link: RoomLink, frames: Uint8Array): void {
    this.#room.receiveEphemeral(link, frames, monotonicNow());
    this.#schedule();
  }

  /** @internal a new link from outside; `isAdmitted` when the room was asked before */
  open(makeStream: (hosted: HostedLink) => StreamLink, isAdmitted = false): HostedLink {
    const link = new HostedLink(this, this.#plain, this.security, false);
    this.#add(link, makeStream(link), isAdmitted);
    return link;
  }

  /** @internal what the link was to the room is over, and it begins again as a new one */
  reopen(hosted: HostedLink): void {
    this.#room.closed(hosted.room, monotonicNow());
    hosted.room = this.#room.open(hosted, monotonicNow());
    this.#schedule();
  }

  /** @internal the member of a link is called otherwise */
  rename(link: RoomLink, nick: string): void {
    this.#room.rename(link, nick, monotonicNow());
    this.#schedule();
  }

  /** @internal sends outside of any link */
  sendDatagram(bytes: Uint8Array, to: Path): void {
    this.#listener?.udp.send(bytes, to);
  }

  /** @internal a link's queue ran empty */
  drained(hosted: HostedLink): void {
    this.#room.drained(hosted.room);
    this.#later.schedule();
    this.#halfClosed.drained(hosted);
  }

  /** @internal the peer sends no more: it gets what it is owed, then the end */
  ended(hosted: HostedLink): void {
    this.#halfClosed.add(hosted);
    if (!this.#turnEnd.isOpen) setImmediate(() => this.#halfClosed.finish());
  }

  /** @internal a link is gone */
  closed(hosted: HostedLink, link: RoomLink): void {
    this.#links.delete(hosted);
    this.#halfClosed.delete(hosted);
    this.#room.closed(link, monotonicNow());
    this.#schedule();
  }

  /** @internal a link could not be served; in a later turn, since this one may be in the middle of something */
  broke(hosted: HostedLink, error: unknown): void {
    this.#defects.met(error);
    setImmediate(() => {
      this.#defects.contain(() => hosted.giveUp((link) => this.#room.breakOff(link)));
      this.#schedule();
    });
  }

  /** @internal the first frame says that this link is for files: it is none of the room's any more */
  serveFiles(hosted: HostedLink, link: RoomLink): FileServer | undefined {
    this.#room.closed(link, monotonicNow());
    this.#filesTravel?.();
    return this.#files.serve(hosted);
  }

  /** @internal tells a link why it is ended, and ends it */
  refuse(link: RoomLink, why: ProtocolError): void {
    this.#room.refuse(link, why);
    this.#schedule();
  }

  /** @internal a file link is gone */
  filesClosed(hosted: HostedLink, server: FileServer): void {
    this.#links.delete(hosted);
    this.#files.closed(server);
  }

  async #tryToReach(link: RoomLink, port: number): Promise<void> {
    const reached = await this.#reach.ask(link.peer.address, port, monotonicNow());
    this.#room.reached(link, reached);
    this.#schedule();
  }

  #offer(offer: Offer, file: FileInfo): ReturnType<Room['offer']> {
    const told = this.#room.offer(offer, file, monotonicNow());
    this.#schedule();
    return told;
  }

  #add(link: HostedLink, stream: StreamLink, isAdmitted: boolean): void {
    link.stream = stream;
    if (stream.security) link.identify(stream.security);
    if (this.#impairment) stream.impair?.(this.#impairment);
    this.#links.add(link);
    link.room = this.#room.open(link, monotonicNow(), isAdmitted);
    this.#schedule();
  }

  #tick(): void {
    this.#room.tick(monotonicNow());
    this.#files.tick(monotonicNow());
    this.#told?.tick();
    this.#gossip?.tick(monotonicNow());
    this.#schedule();
    this.#later.schedule();
  }

  #schedule(): void {
    if (this.#room.isPending) this.#turnEnd.open();
  }

  #flush(): number {
    const deliveries = this.#turns.write();
    this.#later.do();
    return deliveries;
  }

  async #close(): Promise<void> {
    this.#told?.end();
    clearInterval(this.#ticker);
    this.#calls?.stop();
    const listenerClosed = this.#listener?.tcp.close();
    this.#room.shutDown();
    this.#turnEnd.write();
    this.#later.stop();
    this.#files.close();
    await Promise.all([...this.#links].map((link) => link.gone));
    this.#plain.stop();
    await Promise.all([listenerClosed, this.#listener?.udp.close()]);
    this.#store.close();
  }
}
