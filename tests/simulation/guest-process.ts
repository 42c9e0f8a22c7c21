import type { LogSegment } from '../../src/core/room/log-segment.ts';
import type { GuestShell } from '../../src/core/session/guest-ports.ts';
import { GuestSession } from '../../src/core/session/guest-session.ts';
import { typistsIn } from '../../src/core/session/typing.ts';
import type { Welcome } from '../../src/core/wire/messages.ts';
import { failure, type Result, success } from '../../src/shared/error-codes.ts';
import type { OutboxItem, RoomEvent, Transport } from '../../src/shared/models.ts';
import { DialledDatagramLink } from './dialled-datagram-link.ts';
import { DialledStream } from './dialled-stream.ts';
import type { GuestStore } from './guest-store.ts';
import { Violation } from './ledger.ts';
import type { GuestLink } from './link.ts';
import { Rest } from './rest.ts';
import type { World } from './world.ts';

/** How often deadlines are looked at, in milliseconds, as in src/node/room-guest.ts. */
const TICK_MS = 250;
/** A change of the transport that takes longer is given up, as in src/node/room-guest.ts. */
const MOVE_MS = 10_000;

/** A change of the transport that is under way. */
interface Move {
  readonly from: Transport;
  readonly transport: Transport;
  readonly since: number;
  link: GuestLink | undefined;
  readonly settle: (result: Result<undefined>) => void;
}

export interface GuestIdentity {
  /** Also the address that it connects from. */
  readonly name: string;
  readonly device: string;
  readonly store: GuestStore;
}

/** One run of a guest's program, joined to the simulated network as src/node/room-guest.ts joins it to a real one. */
export class GuestProcess implements GuestShell {
  readonly session: GuestSession;
  /** False once the disk failed this run: then nothing more is kept. */
  keeps = true;
  readonly #world: World;
  readonly #identity: GuestIdentity;
  readonly #rest: Rest;
  /** Datagram links that are not closed: a process that dies takes them all along. */
  readonly #datagramLinks = new Set<DialledDatagramLink>();
  #knowsRoom: boolean;
  #link: GuestLink | undefined;
  #transport: Transport;
  #move: Move | undefined;
  /** Where this computer is. */
  #address: string;
  #hasLeft = false;

  constructor(world: World, identity: GuestIdentity, nick: string, transport: Transport) {
    this.#world = world;
    this.#identity = identity;
    this.#transport = transport;
    this.#address = identity.name;
    this.#rest = new Rest(world.clock);
    const { store, device } = identity;
    this.#knowsRoom = store.session !== undefined;
    this.session = new GuestSession(
      { nick, device, session: store.session, newest: store.newest, outbox: this.#knowsRoom ? store.outbox : [] },
      this,
    );
    this.session.start(world.clock.now);
    this.#tickLater();
  }

  get isAwake(): boolean {
    return !this.#rest.isAsleep && !this.#rest.isDead && !this.#hasLeft;
  }

  /** What the present link goes over, or the next one while there is none. */
  get transport(): Transport {
    return this.#transport;
  }

  get isMoving(): boolean {
    return this.#move !== undefined;
  }

  crash(): void {
    this.#rest.isDead = true;
    this.#link?.died();
    this.#link = undefined;
    this.#move?.link?.died();
    this.#move = undefined;
    for (const link of this.#datagramLinks) link.died();
  }

  /** Takes leave for good, and ends when the last bytes have left. */
  leave(): void {
    this.#endMove(failure('no_room', 'the room was left'));
    this.session.leave(this.#world.clock.now);
    this.#hasLeft = true;
  }

  sleep(duration: number): void {
    this.#rest.sleep(duration, this.#world.network.random.chance(0.5), () => {});
  }

  /** Stops or goes on reading from the present link. */
  stall(duration: number): void {
    this.#link?.stall(duration);
  }

  /** Another address: known to the program, or only to the NAT before it. */
  changeAddress(isKnown: boolean): void {
    const { random } = this.#world.network;
    if (isKnown && random.chance(0.5)) this.#address = `${this.#identity.name}~${random.int(1, 9)}`;
    for (const link of this.#datagramLinks) {
      if (isKnown) link.roam(this.#address);
      else link.rebind();
    }
  }

  /** Moves the live session to another transport, as src/node/room-guest.ts does. */
  moveTo(transport: Transport, settle: (result: Result<undefined>) => void): void {
    this.#endMove(failure('link_lost', 'another change of the transport was asked for'));
    if (transport === this.#transport) return settle(success(undefined));
    if (this.session.connection.state !== 'online') {
      this.#transport = transport;
      this.session.reconnectNow(this.#world.clock.now);
      return settle(success(undefined));
    }
    const { now } = this.#world.clock;
    const move: Move = { from: this.#transport, transport, since: now, link: undefined, settle };
    this.#move = move;
    move.link = this.#dial(transport, (link) => this.#takeOver(link));
  }

  /** @internal */
  connect(): void {
    this.#link = this.#dial(this.#transport, () => this.session.linkOpened(this.#world.clock.now));
  }

  /** @internal */
  send(bytes: Uint8Array): void {
    this.#link?.send(bytes);
  }

  /** @internal */
  sendEphemeral(frames: Uint8Array): void {
    this.#link?.sendEphemeral(frames);
  }

  /** @internal */
  typing(member: string): void {
    if (!/^m\d+$/.test(member)) throw new Violation(`${member} writes something, and is nobody`);
  }

  /** @internal */
  disconnect(): void {
    const link = this.#link;
    this.#link = undefined;
    link?.close();
  }

  /** @internal */
  welcomed({ session, seq }: Welcome, fresh: boolean): readonly OutboxItem[] | undefined {
    this.#world.trace(() => `${this.#identity.name} is welcome${fresh ? ' anew' : ''}, the room is at event ${seq}`);
    const another = !this.#knowsRoom;
    this.#knowsRoom = true;
    if (this.keeps) this.#identity.store.startSession(session, fresh);
    if (this.#link === this.#move?.link) this.#endMove(success(undefined));
    return another ? this.#identity.store.outbox : undefined;
  }

  /** @internal */
  received(segment: LogSegment, events: readonly RoomEvent[]): void {
    this.#world.checkSegment(segment, events);
    for (const event of events) this.#world.ledger.shown(this.#identity.name, event);
    if (this.keeps) this.#identity.store.append(events);
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
      this.#endMove({ ok: false, problem: connection.problem });
    }
  }

  /** @internal */
  random(): number {
    return this.#world.random.next();
  }

  /** Opens a link. What a link reports that was given up is nobody's business any more. */
  #dial(transport: Transport, opened: (link: GuestLink) => void): GuestLink {
    const { session } = this;
    const { clock } = this.#world;
    const current = () => this.#link === link;
    const moving = () => this.#move?.link === link;
    const Link = transport === 'udp' ? DialledDatagramLink : DialledStream;
    const dialler = {
      world: this.#world,
      name: this.#identity.name,
      address: this.#address,
      rest: this.#rest,
    };
    const link: GuestLink = new Link(
      dialler,
      () => {
        if (current() || moving()) opened(link);
      },
      {
        received: (chunk) => {
          if (current()) session.receive(chunk, clock.now);
        },
        ephemeral: (frames) => {
          if (current()) for (const member of typistsIn(frames)) this.typing(member);
        },
        drained: () => {},
        ended: () => {},
        closed: (problem) => {
          if (link instanceof DialledDatagramLink) this.#datagramLinks.delete(link);
          if (moving()) this.#endMove({ ok: false, problem });
          if (!current()) return;
          this.#link = undefined;
          session.linkLost(problem, clock.now);
        },
      },
    );
    if (link instanceof DialledDatagramLink) this.#datagramLinks.add(link);
    return link;
  }

  /** The link that was to be moved to is open: the session goes on over it. */
  #takeOver(link: GuestLink): void {
    const move = this.#move;
    if (!move) return;
    this.disconnect();
    this.#link = link;
    this.#transport = move.transport;
    this.session.linkReplaced(this.#world.clock.now);
  }

  #endMove(result: Result<undefined>): void {
    const move = this.#move;
    if (!move) return;
    this.#move = undefined;
    if (!result.ok) this.#transport = move.from;
    if (this.#link !== move.link) move.link?.close();
    if (result.ok && this.#link?.transport !== move.transport)
      throw new Violation(`${this.#identity.name} was told that it is on ${move.transport}, and is not`);
    move.settle(result);
  }

  #tickLater(): void {
    if (this.#rest.isDead || this.#hasLeft) return;
    this.#world.clock.after(TICK_MS, () =>
      this.#rest.awake(() => {
        if (this.#hasLeft) return;
        const { now } = this.#world.clock;
        if (this.#move && now - this.#move.since >= MOVE_MS) {
          this.#endMove(failure('timed_out', 'nothing answers there'));
        }
        this.session.tick(now);
        this.#tickLater();
      }),
    );
  }
}
