import { randomBytes } from 'node:crypto';
import { cleanText } from '../core/room/check-text.ts';
import type { LogSegment } from '../core/room/log-segment.ts';
import { GuestLinks, type LinkReports } from '../core/session/guest-links.ts';
import type { GuestShell } from '../core/session/guest-ports.ts';
import { GuestSession } from '../core/session/guest-session.ts';
import type { Gap, PastPage } from '../core/session/past.ts';
import { typistsIn } from '../core/session/typing.ts';
import type { Welcome } from '../core/wire/messages.ts';
import { failure, type Problem, type Result, success } from '../shared/error-codes.ts';
import type { Impairment } from '../shared/impairment/impairment.ts';
import type { Connection, LinkQuality, Member, OutboxItem, RoomEvent, RoomInfo, Transport } from '../shared/models.ts';
import { watchNetwork } from './net/network-watch.ts';
import type { StreamEvents, StreamLink } from './net/stream-link.ts';
import type { MemberStore } from './store/member-store.ts';
import { monotonicNow, wallNow } from './time/clocks.ts';

/** Opens a link: `opened` when bytes can flow, `events.closed` when it breaks or can't be opened. */
export type Dial = (transport: Transport, opened: () => void, events: StreamEvents) => StreamLink;

export interface GuestOptions {
  readonly nick: string;
  /** 32 hex digits. */
  readonly device: string;
  readonly dial: Dial;
  /** What the first link goes over; `tcp` unless told otherwise. */
  readonly transport?: Transport;
  /** What was kept of the room last seen at this address, if any. */
  readonly kept: { readonly roomId: string; readonly store: MemberStore } | undefined;
  /** Takes the newest page of the log first and the past behind it; otherwise the whole log comes in order. */
  readonly newestFirst?: boolean;
  /** Finds the store of a room by its id, when another room than expected answers, or for the first time. */
  readonly storeOf: (room: RoomInfo) => Result<MemberStore>;
  readonly listener: GuestListener;
}

/** What a guest tells its owner. */
export interface GuestListener {
  /** Connection, members or the room itself changed. */
  changed(): void;
  /** New events, in order. */
  received(events: readonly RoomEvent[]): void;
  outboxChanged(): void;
  /** A member writes something; said again while it goes on. */
  typing?(member: string): void;
  /** The session goes on over another transport, as {@link RoomGuest.moveTo} asked. */
  moved?(transport: Transport): void;
  /** This computer's network is another than before, and the link to the room is seen to. */
  networkChanged?(): void;
  /** Something that must not be was thrown while the room was heard. */
  defect?(error: unknown): void;
  /** Something could not be kept on disk; the conversation goes on without. */
  notKept(problem: Problem): void;
}

/** How often deadlines are looked at, in milliseconds. */
const TICK_MS = 250;
const LEFT: Problem = { code: 'no_room', text: 'the room was left' };

/** A member of a room on this computer: `core/session` joined to a link, a store and the clock. */
export class RoomGuest implements GuestShell {
  readonly #options: GuestOptions;
  readonly #session: GuestSession;
  readonly #links: GuestLinks<StreamLink>;
  readonly #ticker: NodeJS.Timeout;
  readonly #unwatch: () => void;
  /** Makes the ids of this run's messages unlike those of every other run on this device. */
  readonly #run = randomBytes(4).toString('hex');
  #store: MemberStore | undefined;
  #roomId: string | undefined;
  #impairment: Impairment | undefined;
  #said = 0;
  #welcomedAt = 0;
  #keeps = true;
  #welcomeWaiters: ((result: Result<undefined>) => void)[] = [];
  /** Who waits for a page of the past. */
  #pageWaiters: (() => void)[] = [];

  constructor(options: GuestOptions) {
    this.#options = options;
    const { nick, device, kept } = options;
    const store = kept?.store;
    this.#store = store;
    this.#roomId = kept?.roomId;
    const state = {
      nick,
      device,
      session: store?.session(),
      newest: store?.newest() ?? 0,
      gaps: options.newestFirst ? (store?.gaps() ?? []) : undefined,
      outbox: store?.outbox() ?? [],
    };
    this.#session = new GuestSession(state, this);
    this.#links = new GuestLinks(options.transport ?? 'tcp', this.#session, {
      dial: (transport, reports) => this.#dial(transport, reports),
      moved: (transport) => options.listener.moved?.(transport),
    });
    this.#ticker = setInterval(() => this.#tick(), TICK_MS);
    this.#unwatch = watchNetwork({ changed: () => this.#networkChanged(), peer: () => this.#links.present?.address });
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
    return this.#welcomedAt;
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

  /** Connects and says hello. Settles with the first welcome, or with why there is none. */
  join(): Promise<Result<undefined>> {
    const joined = new Promise<Result<undefined>>((resolve) => {
      this.#welcomeWaiters.push(resolve);
    });
    this.#session.start(monotonicNow());
    return joined;
  }

  /** Says `text`, cleaned of what can't be sent. */
  say(text: string): Result<OutboxItem> {
    this.#said += 1;
    return this.#session.say(`${this.#run}-${this.#said.toString(36)}`, cleanText(text), monotonicNow());
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
  reconnectNow(): void {
    this.#links.present?.networkChanged?.();
    this.#session.reconnectNow(monotonicNow());
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
    return this.#store?.history(before, limit) ?? [];
  }

  /** The same, once it is here: where the past is still on its way, this waits for it. Empty at the log's beginning. */
  async page(before: number, limit: number): Promise<readonly RoomEvent[]> {
    while (this.#keeps && this.#store?.lacks(before - 1))
      await new Promise<void>((come) => this.#pageWaiters.push(come));
    return this.history(before, limit);
  }

  /** Takes leave and releases the store. */
  leave(): void {
    this.#stop();
    this.#session.leave(monotonicNow());
    this.#releaseStore();
  }

  /** Breaks the link and stops, without leave, as a crash would; the session can be resumed. */
  abandon(): void {
    this.#stop();
    this.disconnect();
    this.#releaseStore();
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
  welcomed({ room, session, seq }: Welcome, fresh: boolean): readonly OutboxItem[] | undefined {
    this.#welcomedAt = seq;
    const another = this.#roomId !== room.id;
    if (another) this.#openStore(room);
    this.#keep((store) => store.startSession(session, fresh));
    this.#settle(success(undefined));
    this.#links.welcomed();
    return another ? (this.#store?.outbox() ?? []) : undefined;
  }

  /** @internal */
  received(segment: LogSegment, events: readonly RoomEvent[]): void {
    this.#keep((store) => store.append(segment));
    this.#options.listener.received(events);
  }

  /** @internal */
  passedOver(gap: Gap): void {
    this.#keep((store) => store.passOver(gap));
  }

  /** @internal */
  filled({ segment }: PastPage): void {
    this.#keep((store) => store.fill(segment));
    this.#tellPageWaiters();
  }

  /** @internal */
  typing(member: string): void {
    this.#options.listener.typing?.(member);
  }

  /** @internal */
  keepOutboxItem(item: OutboxItem): void {
    this.#keep((store) => store.keepItem(item));
  }

  /** @internal */
  dropOutboxItem(id: string): void {
    this.#keep((store) => store.dropItem(id));
  }

  /** @internal */
  changed(what: 'room' | 'outbox'): void {
    if (what === 'outbox') {
      this.#options.listener.outboxChanged();
      return;
    }
    const { connection } = this.#session;
    if ((connection.state === 'waiting' || connection.state === 'closed') && connection.problem) {
      this.#links.endMove(connection.problem);
    }
    if (connection.state === 'closed') {
      this.#settle({ ok: false, problem: connection.problem ?? LEFT });
    }
    this.#options.listener.changed();
  }

  /** @internal */
  wallNow(): number {
    return wallNow();
  }

  /** @internal */
  random(): number {
    return Math.random();
  }

  #networkChanged(): void {
    this.#links.present?.networkChanged?.();
    this.#session.networkChanged(monotonicNow());
    this.#options.listener.networkChanged?.();
  }

  #stop(): void {
    clearInterval(this.#ticker);
    this.#unwatch();
    this.#links.endMove(LEFT);
  }

  #tick(): void {
    const now = monotonicNow();
    this.#links.tick(now);
    this.#session.tick(now);
  }

  #dial(transport: Transport, { opened, closed, isPresent }: LinkReports): StreamLink {
    const link: StreamLink = this.#options.dial(transport, () => opened(monotonicNow()), {
      received: (chunk) => {
        try {
          if (isPresent()) this.#session.receive(chunk, monotonicNow());
        } catch (error) {
          // It begins anew over another link, from the newest event that it has.
          this.#options.listener.defect?.(error);
          link.destroy();
        }
      },
      receivedEphemeral: (frames) => {
        if (isPresent()) for (const member of typistsIn(frames)) this.typing(member);
      },
      drained: () => {},
      ended: () => {},
      closed: (problem) => closed(problem, monotonicNow()),
    });
    if (this.#impairment) link.impair?.(this.#impairment);
    return link;
  }

  #settle(result: Result<undefined>): void {
    const waiters = this.#welcomeWaiters;
    this.#welcomeWaiters = [];
    for (const settle of waiters) settle(result);
  }

  #releaseStore(): void {
    this.#store?.close();
    this.#store = undefined;
    this.#tellPageWaiters();
  }

  #tellPageWaiters(): void {
    const waiters = this.#pageWaiters;
    this.#pageWaiters = [];
    for (const come of waiters) come();
  }

  #openStore(room: RoomInfo): void {
    const opened = this.#options.storeOf(room);
    this.#roomId = room.id;
    this.#store?.close();
    this.#store = opened.ok ? opened.value : undefined;
    this.#keeps = opened.ok;
    if (!opened.ok) this.#options.listener.notKept(opened.problem);
  }

  /**
   * Writes to the store. After one failure nothing more of this session's log is kept: a copy with a hole would
   * be taken for whole when the room is joined again.
   */
  #keep(write: (store: MemberStore) => void): void {
    const store = this.#store;
    if (!store || !this.#keeps) return;
    try {
      write(store);
    } catch (error) {
      this.#keeps = false;
      this.#options.listener.notKept(store.problem(error));
    }
  }
}
