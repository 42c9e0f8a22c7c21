import type { LogSegment } from '../../src/core/room/log-segment.ts';
import type { GuestShell } from '../../src/core/session/guest-ports.ts';
import { GuestSession } from '../../src/core/session/guest-session.ts';
import type { Welcome } from '../../src/core/wire/messages.ts';
import type { Problem } from '../../src/shared/error-codes.ts';
import type { OutboxItem, RoomEvent } from '../../src/shared/models.ts';
import type { End } from './connection.ts';
import type { GuestStore } from './guest-store.ts';
import type { World } from './world.ts';

/** How often deadlines are looked at, in milliseconds, as in src/node/room-guest.ts. */
const TICK_MS = 250;
const LOST: Problem = { code: 'link_lost', text: 'the connection was closed' };
const REFUSED: Problem = { code: 'refused', text: 'nobody listens there' };

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
  #knowsRoom: boolean;
  #end: End | undefined;
  #isDead = false;
  #asleep = false;
  #postponed: (() => void)[] = [];

  constructor(world: World, identity: GuestIdentity, nick: string) {
    this.#world = world;
    this.#identity = identity;
    const { store, device } = identity;
    this.#knowsRoom = store.session !== undefined;
    this.session = new GuestSession(
      { nick, device, session: store.session, newest: store.newest, outbox: this.#knowsRoom ? store.outbox : [] },
      this,
    );
    this.#awake(() => this.session.start(world.clock.now));
    this.#tickLater();
  }

  get isAwake(): boolean {
    return !this.#asleep && !this.#isDead;
  }

  crash(): void {
    this.#isDead = true;
    if (this.#end) this.#world.connectionOf(this.#end)?.died(this.#end);
    this.#end = undefined;
  }

  /** Takes leave for good, and ends. */
  leave(): void {
    this.session.leave(this.#world.clock.now);
    this.#isDead = true;
  }

  sleep(duration: number): void {
    this.#asleep = true;
    this.#world.clock.after(duration, () => {
      this.#asleep = false;
      const postponed = this.#postponed;
      this.#postponed = [];
      for (const work of postponed) work();
    });
  }

  /** Stops or goes on reading from the present link. */
  stall(duration: number): void {
    const end = this.#end;
    if (!end) return;
    const connection = this.#world.connectionOf(end);
    connection?.host.out.hold(true);
    this.#world.clock.after(duration, () => connection?.host.out.hold(false));
  }

  /** @internal */
  connect(): void {
    const { session } = this;
    const { clock } = this.#world;
    const current = () => this.#end === end;
    const end = this.#world.dial(this.#identity.name, {
      opened: () => this.#awake(() => current() && session.linkOpened(clock.now)),
      refused: () =>
        this.#awake(() => {
          if (!current()) return;
          this.#end = undefined;
          session.linkLost(REFUSED, clock.now);
        }),
    });
    this.#end = end;
    end.events = {
      received: (chunk) => this.#awake(() => current() && session.receive(chunk, clock.now)),
      drained: () => {},
      closed: () =>
        this.#awake(() => {
          if (!current()) return;
          this.#end = undefined;
          session.linkLost(LOST, clock.now);
        }),
    };
  }

  /** @internal */
  send(bytes: Uint8Array): void {
    this.#end?.send(bytes);
  }

  /** @internal */
  sendEphemeral(frames: Uint8Array): void {
    this.send(frames);
  }

  /** @internal */
  typing(): void {}

  /** @internal */
  disconnect(): void {
    const end = this.#end;
    this.#end = undefined;
    end?.close();
  }

  /** @internal */
  welcomed({ session, seq }: Welcome, fresh: boolean): readonly OutboxItem[] | undefined {
    this.#world.trace(() => `${this.#identity.name} is welcome${fresh ? ' anew' : ''}, the room is at event ${seq}`);
    const another = !this.#knowsRoom;
    this.#knowsRoom = true;
    if (this.keeps) this.#identity.store.startSession(session, fresh);
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
    if (what === 'room' && connection) this.#world.showConnection(this.#identity.name, connection);
  }

  /** @internal */
  random(): number {
    return this.#world.random.next();
  }

  #awake(work: () => void): void {
    const guarded = () => {
      if (!this.#isDead) work();
    };
    if (this.#asleep) this.#postponed.push(guarded);
    else guarded();
  }

  #tickLater(): void {
    if (this.#isDead) return;
    this.#world.clock.after(TICK_MS, () =>
      this.#awake(() => {
        this.session.tick(this.#world.clock.now);
        this.#tickLater();
      }),
    );
  }
}
