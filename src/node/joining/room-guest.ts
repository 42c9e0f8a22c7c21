import type { NamedRoom } from '../../core/discovery/gossip.ts';
import { cleanText } from '../../core/room/check-text.ts';
import type { LogSegment } from '../../core/room/log-segment.ts';
import type { LinkSecurity } from '../../core/secure/link-security.ts';
import type { Doorstep } from '../../core/session/doorstep.ts';
import { GuestLinks, type LinkReports } from '../../core/session/guest-links.ts';
import type { Entered, GuestShell } from '../../core/session/guest-ports.ts';
import { GuestSession } from '../../core/session/guest-session.ts';
import type { KeptRoom } from '../../core/session/kept-room.ts';
import type { Gap, PastPage } from '../../core/session/past.ts';
import type { RoomDoor } from '../../core/session/room-door.ts';
import { SEALED } from '../../core/wire/capabilities.ts';
import type { Call, Welcome } from '../../core/wire/messages.ts';
import type { RoomAddress } from '../../shared/address.ts';
import { failure, type Problem, type Result, success } from '../../shared/error-codes.ts';
import type { Impairment } from '../../shared/impairment/impairment.ts';
import type {
  Connection,
  LinkQuality,
  Member,
  OutboxItem,
  RoomEvent,
  RoomInfo,
  Transport,
} from '../../shared/models.ts';
import type { MemberChanges } from '../../shared/places/place-models.ts';
import type { SealedWords } from '../../shared/sealed/sealed-models.ts';
import type { StreamLink } from '../net/stream-link.ts';
import type { KeptLog } from '../store/member-store.ts';
import { monotonicNow } from '../time/clocks.ts';
import { ChanceAndTime } from './chance-and-time.ts';
import { FirstWelcome } from './first-welcome.ts';
import { GuestNetwork } from './guest-network.ts';
import type { GuestOptions } from './guest-options.ts';
import { MessageIds } from './message-ids.ts';
import { RoomCopy } from './room-copy.ts';
import { dialForSession } from './session-link.ts';

/** How often deadlines are looked at, in milliseconds. */
const TICK_MS = 250;
const LEFT: Problem = { code: 'no_room', text: 'the room was left' };

/** A member of a room on this computer: `core/session` joined to a link, a store and the clock. */
export class RoomGuest extends ChanceAndTime implements GuestShell {
  readonly #options: GuestOptions;
  readonly #session: GuestSession;
  readonly #links: GuestLinks<StreamLink>;
  readonly #ticker: NodeJS.Timeout;
  readonly #network: GuestNetwork;
  readonly #ids = new MessageIds();
  readonly #copy: RoomCopy;
  #impairment: Impairment | undefined;
  #welcome: Welcome | undefined;
  readonly #joined = new FirstWelcome();

  constructor(options: GuestOptions) {
    super();
    this.#options = options;
    const { nick, expected, trust, newestFirst = false, isPatient = false, rooms, listener } = options;
    this.#copy = new RoomCopy(rooms, (problem) => listener.told(problem), options.identity?.card.key);
    this.#session = new GuestSession({ nick, expected, trust, newestFirst, isPatient }, this);
    this.#links = new GuestLinks(options.transport ?? 'tcp', this.#session, {
      dial: (transport, reports) => this.#dial(transport, reports),
      moved: (transport) => options.listener.moved?.(transport),
    });
    this.#ticker = setInterval(() => this.#tick(), TICK_MS);
    this.#network = new GuestNetwork({
      dial: options.dial,
      peer: () => this.#links.present?.address,
      changed: (whose) => this.#networkChanged(whose),
    });
  }

  /** What the present link goes over, or the next one while there is none. */
  get transport(): Transport {
    return this.#links.transport;
  }

  get connection(): Connection {
    return this.#session.connection;
  }
  get members(): readonly Member[] {
    return this.#session.members;
  }
  /** How many they are; what {@link members} has, without a list made of them. */
  get memberCount(): number {
    return this.#session.memberCount;
  }
  /** The door of the room that it is in, and what may be asked of it there. */
  get door(): RoomDoor {
    return this.#session.door;
  }
  /** This guest at a door that does not open by itself. */
  get doorstep(): Doorstep {
    return this.#session.doorstep;
  }
  get room(): RoomInfo | undefined {
    return this.#session.room;
  }
  get you(): string | undefined {
    return this.#session.you;
  }
  get newest(): number {
    return this.#session.newest;
  }
  /** Newest event of the room when it was entered last: with it one has all that was said before. */
  get welcomedAt(): number {
    return this.#welcome?.seq ?? 0;
  }
  /** Whether the host keeps and passes on what is sealed to some members alone. */
  get canSeal(): boolean {
    return this.#welcome?.can?.includes(SEALED) ?? false;
  }
  /** Where private messages are in what is kept of the log. */
  get sealed(): RoomCopy['sealed'] {
    return this.#copy.sealed;
  }
  get outbox(): readonly OutboxItem[] {
    return this.#session.outbox;
  }
  /** How many messages are in the outbox. */
  get outboxSize(): number {
    return this.#session.outboxSize;
  }
  /** Those of them that the host refused. */
  get refused(): readonly OutboxItem[] {
    return this.#session.refused;
  }
  /** Names the copy of the room's log that is kept: another one when the log begins anew. Undefined before the first welcome. */
  get copy(): string | undefined {
    return this.#copy.place?.copy;
  }
  /** What is here of the room's log; undefined before the first welcome, where nothing could be kept, and after leaving. */
  get log(): KeptLog | undefined {
    return this.#copy.log;
  }
  /** Who this member is in its room, 32 hex digits: a secret of this room alone. Undefined before the first welcome. */
  get device(): string | undefined {
    return this.#copy.place?.device;
  }
  /** Who is at the other end of the present link; undefined where it is in clear, and while there is none. */
  get security(): LinkSecurity | undefined {
    return this.#links.present?.security;
  }
  /** The room as it proves itself to other links of this member; undefined before the first welcome, and where it can't. */
  get provable(): KeptRoom | undefined {
    return this.#copy.place?.provable;
  }

  /** Connects and says hello. Settles with the first welcome, or with why there is none. */
  join(): Promise<Result<undefined>> {
    const joined = this.#joined.wait();
    this.#session.start(monotonicNow());
    return joined;
  }

  /** Says `text`, cleaned of what can't be sent. */
  say(text: string): Result<OutboxItem> {
    return this.#session.say(this.#ids.next(), cleanText(text), monotonicNow());
  }

  /** The id of a message that is yet to be sealed: {@link saySealed} says it. */
  nextId(): string {
    return this.#ids.next();
  }

  saySealed(id: string, words: SealedWords): Result<OutboxItem> {
    return this.#session.say(id, words, monotonicNow());
  }

  retry(id: string): Result<OutboxItem> {
    const item = this.#session.retry(id, monotonicNow());
    return item ? success(item) : failure('internal', `no message ${id} waits`);
  }

  discard(id: string): Result<undefined> {
    return this.#session.discard(id) ? success(undefined) : failure('internal', `no message ${id} failed`);
  }

  rename(nick: string): void {
    this.#session.rename(nick, monotonicNow());
  }

  /** The computer woke up, or the user asks: tries at once, or tests the link there is. */
  reconnectNow(isAsked = false): void {
    this.#links.present?.networkChanged?.();
    this.#session.reconnectNow(monotonicNow(), isAsked);
  }

  /** The host proved to be at this address: what is tried now and next leads there, and where that fails to where it was. */
  hostFound(at: RoomAddress): void {
    this.#options.dial.moved?.(at);
    this.#networkChanged('host');
  }

  /**
   * Moves the live session to another transport: the new link is opened first, and the old one is used until then, so
   * that a transport that is blocked costs nothing. Settles when the session goes on over the new link, or with why it
   * stays where it is, which is `superseded` when another change was asked for. While the room is out of reach, the next
   * try goes over `transport`, at once.
   */
  moveTo(transport: Transport): Promise<Result<undefined>> {
    return new Promise((settle) => this.#links.moveTo(transport, monotonicNow(), settle));
  }

  /** Treats this member's own traffic badly from now on, over every link; undefined ends that. */
  impair(impairment: Impairment | undefined): void {
    this.#impairment = impairment;
    this.#links.present?.impair?.(impairment);
    this.#links.moving?.impair?.(impairment);
  }

  /** Tells the others that this member writes something; call it now and then while that goes on. */
  sayTyping(): void {
    this.#session.typing();
  }

  /** How the present link is doing; undefined while there is none. */
  quality(): LinkQuality | undefined {
    const quality = this.#links.present?.quality?.();
    // TCP keeps its own estimate to itself: what the heartbeat measures is shown instead.
    return quality && { ...quality, roundTripMs: quality.roundTripMs ?? this.#session.roundTripMs };
  }

  /** Asks the host for a sign of life, so that {@link quality} has a fresh round-trip time. */
  ping(): void {
    this.#session.ping(monotonicNow());
  }

  /** The `limit` newest events before `before` of those that are here, oldest first. */
  history(before: number, limit: number): readonly RoomEvent[] {
    return this.#copy.history(before, limit);
  }

  /** The same, once it is here: where the past is still on its way, this waits for it. Empty at the log's beginning. */
  page(before: number, limit: number): Promise<readonly RoomEvent[]> {
    return this.#copy.page(before, limit);
  }

  /** Takes leave and releases the store. */
  leave(): void {
    this.#stop();
    this.#session.leave(monotonicNow());
    this.#copy.release();
  }

  /** Breaks the link and stops, without leave, as a crash would; the session can be resumed. */
  abandon(): void {
    this.#stop();
    this.disconnect();
    this.#copy.release();
  }

  /** @internal */
  get call(): Call | undefined {
    return this.#network.call;
  }

  /** @internal */
  linkHash(): Uint8Array | undefined {
    return this.#links.present?.security?.hash;
  }

  /** @internal */
  connect(): void {
    this.#links.connect();
  }

  /** @internal */
  send(bytes: Uint8Array): void {
    this.#links.present?.send(bytes);
  }

  /** @internal */
  sendEphemeral(frames: Uint8Array): void {
    const link = this.#links.present;
    if (link?.sendEphemeral) link.sendEphemeral(frames);
    else link?.send(frames);
  }

  /** @internal */
  disconnect(): void {
    this.#links.disconnect();
  }

  /** @internal */
  known(roomId: string): readonly KeptRoom[] {
    return this.#options.rooms.known(roomId);
  }

  /** @internal */
  welcomed(entered: Entered): { copy: string; outbox: readonly OutboxItem[] | undefined } {
    this.#welcome = entered.welcome;
    const kept = this.#copy.enter(entered);
    this.#joined.settle(success(undefined));
    this.#links.welcomed();
    return kept;
  }

  /** @internal */
  received(segment: LogSegment, events: readonly RoomEvent[]): void {
    this.#copy.append(segment, events);
    this.#options.listener.received(events);
  }

  /** @internal */
  logRead(): readonly OutboxItem[] {
    return this.#copy.compare();
  }

  /** @internal */
  passedOver(gap: Gap): void {
    this.#copy.keep((store) => store.passOver(gap));
  }

  /** @internal */
  filled(page: PastPage): void {
    this.#copy.fill(page);
    this.#options.listener.pastCame?.(page.events);
  }

  /** @internal */
  named(rooms: readonly NamedRoom[]): void {
    const teller = this.#links.present?.address;
    if (teller !== undefined) this.#options.listener.named?.(rooms, teller);
  }

  /** @internal */
  typing(member: string): void {
    this.#options.listener.typing?.(member);
  }

  /** @internal */
  keepOutboxItem(item: OutboxItem): void {
    this.#copy.keep((store) => store.keepItem(item));
  }

  /** @internal */
  dropOutboxItem(id: string): void {
    this.#copy.keep((store) => store.dropItem(id));
  }

  /** @internal */
  changed(what: 'room' | 'outbox', members?: MemberChanges): void {
    if (what === 'outbox') {
      this.#options.listener.outboxChanged();
      return;
    }
    const { connection } = this.#session;
    if ((connection.state === 'waiting' || connection.state === 'closed') && connection.problem) {
      this.#links.endMove(connection.problem);
    }
    if (connection.state === 'closed') {
      this.#joined.settle({ ok: false, problem: connection.problem ?? LEFT });
    }
    this.#options.listener.changed(members);
  }

  /** A link that leads from or to where one was is tested, and the next one leads to where one is. */
  #networkChanged(whose: 'own' | 'host'): void {
    if (whose === 'own') this.#links.present?.networkChanged?.();
    this.#session.networkChanged(monotonicNow());
    this.#options.listener.networkChanged?.();
  }

  #stop(): void {
    clearInterval(this.#ticker);
    this.#network.stop();
    this.#links.endMove(LEFT);
  }

  #tick(): void {
    const now = monotonicNow();
    this.#links.tick(now);
    this.#session.tick(now);
  }

  #dial(transport: Transport, reports: LinkReports): StreamLink {
    const parts = { options: this.#options, session: this.#session, typing: (member: string) => this.typing(member) };
    const link = dialForSession(parts, transport, reports);
    if (this.#impairment) link.impair?.(this.#impairment);
    return link;
  }
}
