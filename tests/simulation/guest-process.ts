import type { LogSegment } from '../../src/core/room/log-segment.ts';
import type { Digests } from '../../src/core/secure/proofs.ts';
import { GuestLinks, type LinkReports } from '../../src/core/session/guest-links.ts';
import type { Entered, GuestShell } from '../../src/core/session/guest-ports.ts';
import { GuestSession } from '../../src/core/session/guest-session.ts';
import type { KeptRoom } from '../../src/core/session/kept-room.ts';
import { lostOfAll } from '../../src/core/session/lost-of-own.ts';
import type { Gap, PastPage } from '../../src/core/session/past.ts';
import { typistsIn } from '../../src/core/session/typing.ts';
import type { Problem, Result } from '../../src/shared/error-codes.ts';
import type { OutboxItem, RoomEvent, Transport } from '../../src/shared/models.ts';
import { DialledDatagramLink } from './dialled-datagram-link.ts';
import { DialledStream } from './dialled-stream.ts';
import type { GuestStore } from './guest-store.ts';
import { Violation } from './ledger.ts';
import type { GuestLink, LinkEvents } from './link.ts';
import { Rest } from './rest.ts';
import { SealedDialledStream } from './sealed-dialled-stream.ts';
import type { Surroundings } from './surroundings.ts';
import type { WallClock } from './wall-clock.ts';

/** How often deadlines are looked at, in milliseconds, as in src/node/joining/room-guest.ts. */
const TICK_MS = 250;
/** A guest of these runs is in one room, of which it has one copy. */
const COPY = 'copy';
const LEFT: Problem = { code: 'no_room', text: 'the room was left' };

export interface GuestIdentity {
  /** Also the address that it connects from. */
  readonly name: string;
  readonly device: string;
  readonly store: GuestStore;
  readonly wall: WallClock;
  /** Takes the newest page of the log first, as the app does; otherwise all in order, as a terminal does. */
  readonly newestFirst: boolean;
}

/** One run of a guest's program, joined to the simulated network as src/node/joining/room-guest.ts joins it to a real one. */
export class GuestProcess implements GuestShell {
  readonly session: GuestSession;
  readonly #links: GuestLinks<GuestLink>;
  /** False once the disk failed this run: then nothing more is kept. */
  keeps = true;
  readonly #world: Surroundings;
  readonly #identity: GuestIdentity;
  readonly #rest: Rest;
  /** Datagram links that are not closed: a process that dies takes them all along. */
  readonly #datagramLinks = new Set<DialledDatagramLink>();
  #knowsRoom = false;
  readonly digests: Digests;
  readonly words = { ask: () => {}, answer: () => {} };
  /** Where this computer is. */
  #address: string;
  #hasLeft = false;

  constructor(world: Surroundings, identity: GuestIdentity, nick: string, transport: Transport) {
    this.#world = world;
    this.#identity = identity;
    this.#address = identity.name;
    this.#rest = new Rest(world.clock);
    this.digests = world.digests;
    const expected = this.known(world.roomId);
    this.session = new GuestSession({ nick, expected, newestFirst: identity.newestFirst }, this);
    this.#links = new GuestLinks(transport, this.session, {
      dial: (over, reports) => this.#dial(over, reports),
      moved: (to) => this.#checkMoved(to),
    });
    this.session.start(this.now);
    this.#tickLater();
  }

  get isAwake(): boolean {
    return !this.#rest.isAsleep && !this.#rest.isDead && !this.#hasLeft;
  }

  /** What measures durations in this program; it may stand still while the computer sleeps. */
  get now(): number {
    return this.#rest.monotonicNow;
  }

  /** What the present link goes over, or the next one while there is none. */
  get transport(): Transport {
    return this.#links.transport;
  }

  get isMoving(): boolean {
    return this.#links.moving !== undefined;
  }

  crash(): void {
    this.#rest.isDead = true;
    this.#links.present?.died();
    this.#links.moving?.died();
    for (const link of this.#datagramLinks) link.died();
  }

  /** Takes leave for good, and ends when the last bytes have left. */
  leave(): void {
    this.#links.endMove(LEFT);
    this.session.leave(this.now);
    this.#hasLeft = true;
  }

  sleep(duration: number): void {
    this.#rest.sleep(duration, this.#world.network.random.chance(0.5), () => {});
  }

  /** Stops or goes on reading from the present link. */
  stall(duration: number): void {
    this.#links.present?.stall(duration);
  }

  /** Another address: known to the program, or only to the NAT before it. */
  changeAddress(isKnown: boolean): void {
    const { random } = this.#world.network;
    if (isKnown && random.chance(0.5)) this.#address = `${this.#identity.name}~${random.int(1, 9)}`;
    for (const link of this.#datagramLinks) {
      if (isKnown) link.roam(this.#address);
      else link.rebind();
    }
    if (isKnown) this.session.networkChanged(this.now);
  }

  /** Moves the live session to another transport. */
  moveTo(transport: Transport, settle: (result: Result<undefined>) => void): void {
    this.#links.moveTo(transport, this.now, settle);
  }

  /** @internal */
  linkHash(): Uint8Array | undefined {
    return this.#links.present?.security?.hash;
  }

  connect(): void {
    this.#links.connect();
  }

  /** @internal */
  send(bytes: Uint8Array): void {
    this.#links.present?.send(bytes);
  }

  /** @internal */
  sendEphemeral(frames: Uint8Array): void {
    this.#links.present?.sendEphemeral(frames);
  }

  /** @internal */
  passedOver(gap: Gap): void {
    this.#world.trace(() => `${this.#identity.name} passes over events ${gap.first} to ${gap.next - 1}`);
    if (this.keeps) this.#identity.store.passOver(gap);
  }

  /** @internal */
  filled(page: PastPage): void {
    const { segment, events } = page;
    if (events.length > 0) this.#world.checkSegment(segment, events);
    for (const event of events) this.#world.ledger.shown(this.#identity.name, event);
    if (this.keeps) this.#identity.store.fill(page);
  }

  /** @internal */
  typing(member: string): void {
    if (!/^m\d+$/.test(member)) throw new Violation(`${member} writes something, and is nobody`);
  }

  /** @internal */
  disconnect(): void {
    this.#links.disconnect();
  }

  /** @internal */
  known(room: string): readonly KeptRoom[] {
    const { store, device } = this.#identity;
    const { session, key, roomKey, newest, gaps, proof } = store;
    return session === undefined ? [] : [{ copy: COPY, room, device, key, roomKey, session, newest, gaps, proof }];
  }

  /** @internal whoever was forgotten is the same person: as a script does, it makes its device once */
  newDevice(): string {
    return this.#identity.device;
  }

  /** @internal */
  randomHex(digits: number): string {
    return this.#world.nonces.hex(digits);
  }

  /** @internal */
  welcomed(entered: Entered): { copy: string; outbox: readonly OutboxItem[] | undefined } {
    const { welcome, kept, fresh } = entered;
    const { key = kept?.key, seq } = welcome;
    this.#world.trace(() => `${this.#identity.name} is welcome${fresh ? ' anew' : ''}, the room is at event ${seq}`);
    const another = !this.#knowsRoom;
    this.#knowsRoom = true;
    if (this.keeps) this.#identity.store.enter(entered, key);
    this.#links.welcomed();
    return { copy: COPY, outbox: another ? this.#identity.store.outbox : undefined };
  }

  /** @internal */
  logRead(): readonly OutboxItem[] {
    const { store, name } = this.#identity;
    if (!this.keeps || store.older.length === 0) return [];
    const lost = lostOfAll(store.older, store.copyOfLog());
    this.#world.trace(() => `${name} says ${lost.events.length} of its messages again`);
    const again = lost.events.map(({ id, text, at }) => ({ id, text, at, state: 'waiting' as const, late: at }));
    store.compared(again);
    return again;
  }

  /** @internal */
  received(segment: LogSegment, events: readonly RoomEvent[]): void {
    this.#world.checkSegment(segment, events);
    for (const event of events) this.#world.ledger.shown(this.#identity.name, event);
    if (this.keeps) this.#identity.store.append(segment, events);
  }

  /** @internal */
  keepOutboxItem(item: OutboxItem): void {
    if (item.state === 'failed') this.#world.ledger.disturbed.add(this.#identity.name);
    if (this.keeps && this.#knowsRoom) this.#identity.store.keepItem(item);
  }

  /** @internal the item is accepted, or was thrown away, which the person says first */
  dropOutboxItem(id: string): void {
    if (this.keeps && this.#knowsRoom) this.#identity.store.dropItem(id);
    this.#world.dropped(id);
  }

  /** @internal */
  changed(what: 'room' | 'outbox'): void {
    const { connection } = this.session ?? {};
    if (what !== 'room' || !connection) return;
    this.#world.showConnection(this.#identity.name, connection);
    if ((connection.state === 'waiting' || connection.state === 'closed') && connection.problem) {
      this.#links.endMove(connection.problem);
    }
  }

  /** @internal */
  wallNow(): number {
    return this.#identity.wall.now;
  }

  /** @internal */
  random(): number {
    return this.#world.random.next();
  }

  #dial(transport: Transport, { opened, closed, isPresent }: LinkReports): GuestLink {
    const { session } = this;
    const events: LinkEvents = {
      received: (chunk) => {
        if (isPresent()) session.receive(chunk, this.now);
      },
      ephemeral: (frames) => {
        if (isPresent()) for (const member of typistsIn(frames)) this.typing(member);
      },
      drained: () => {},
      ended: () => {},
      closed: (problem) => {
        if (link instanceof DialledDatagramLink) this.#datagramLinks.delete(link);
        closed(problem, this.now);
      },
    };
    const link = this.#linkOver(transport, () => opened(this.now), events);
    if (link instanceof DialledDatagramLink) this.#datagramLinks.add(link);
    return link;
  }

  #linkOver(transport: Transport, opened: () => void, events: LinkEvents): GuestLink {
    const world = this.#world;
    const { name, wall } = this.#identity;
    const sealing = world.sealing?.guest(name, () => wall.now);
    const dialler = { world, name, address: this.#address, rest: this.#rest, sealing };
    if (transport === 'udp') return new DialledDatagramLink(dialler, opened, events);
    return sealing
      ? new SealedDialledStream(dialler, sealing, opened, events)
      : new DialledStream(dialler, opened, events);
  }

  /** @throws Violation when the person is told of a transport that does not carry the session */
  #checkMoved(transport: Transport): void {
    if (this.#links.present?.transport !== transport)
      throw new Violation(`${this.#identity.name} was told that it is on ${transport}, and is not`);
  }

  #tickLater(): void {
    if (this.#rest.isDead || this.#hasLeft) return;
    this.#world.clock.after(TICK_MS, () =>
      this.#rest.awake(() => {
        if (this.#hasLeft) return;
        const { now } = this;
        this.#links.tick(now);
        this.session.tick(now);
        this.#tickLater();
      }),
    );
  }
}
