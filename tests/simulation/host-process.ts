import { Room } from '../../src/core/room/room.ts';
import type { Peer, RoomLink } from '../../src/core/room/room-link.ts';
import type { TurnRecord } from '../../src/core/room/turn.ts';
import { protocolError } from '../../src/core/wire/protocol-error.ts';
import { MemoryRoomStore } from '../support/rigs/memory-room-store.ts';
import type { Connection, End } from './connection.ts';
import { DatagramListener } from './datagram-listener.ts';
import { nameAt } from './datagram-network.ts';
import { HostedStream } from './hosted-stream.ts';
import { Violation } from './ledger.ts';
import { type HostLink, type LinkEvents, LOST } from './link.ts';
import { CATCH_UP_SLACK } from './link-bounds.ts';
import { Rest } from './rest.ts';
import type { Surroundings } from './surroundings.ts';
import { WallClock } from './wall-clock.ts';

const NO_WORDS = { begin: () => {}, finish: () => {} };
/** How often deadlines are looked at, in milliseconds, as in src/node/hosting/room-host.ts. */
const TICK_MS = 1_000;

/** The host's computer: its disk outlives the process, which may crash between any two steps. */
export class HostProcess {
  readonly store: MemoryRoomStore;
  room: Room | undefined;
  /** Largest queue that any link ever had. */
  peak = 0;
  /** Commits that failed. */
  abandoned = 0;
  readonly #world: Surroundings;
  readonly rest: Rest;
  readonly wall: WallClock;
  /** The computer is gone, and with it whoever could say that nobody listens there. */
  isOff = false;
  readonly #connections = new Map<End, Connection>();
  /** Datagram links whose peer sends no more and is still owed something. */
  readonly #halfClosed = new Map<HostLink, RoomLink>();
  #listener: DatagramListener | undefined;
  /** Counts starts, so that what an earlier process planned is not done by a later one. */
  #life = 0;
  #scheduled = false;
  #sendsHistory = false;

  constructor(world: Surroundings) {
    this.#world = world;
    this.rest = new Rest(world.clock);
    this.wall = new WallClock(world.clock);
    this.store = new MemoryRoomStore(world.scenario.limits.eventsKept);
  }

  get isUp(): boolean {
    return this.room !== undefined;
  }

  start(): void {
    const { random, scenario } = this.#world;
    this.#life += 1;
    this.#scheduled = false;
    this.#sendsHistory = false;
    this.isOff = false;
    const randomHex = (digits: number) => random.hex(digits);
    const defect = (error: unknown) => {
      throw error;
    };
    const ports = {
      log: this.store.log,
      digests: this.#world.digests,
      randomHex,
      wallNow: () => this.wall.now,
      elapsed: () => this.#now,
      defect,
      reach: () => {},
      words: NO_WORDS,
    };
    const limits = this.#world.sabotage === 'forget-ids' ? { ...scenario.limits, messageIdsKept: 0 } : scenario.limits;
    const state = this.store.state();
    const rules = this.#world.sabotage === 'open-door' ? [] : state.rules;
    this.room = new Room({ ...state, rules }, limits, ports, this.#now);
    this.#world.trace(() => `host starts at event ${this.store.newest}`);
    this.#listener?.die();
    this.#listener = new DatagramListener(this.#world, this.rest, {
      admits: (address) => this.room?.admits(address, this.#now) ?? false,
      accept: (link, address) => this.#acceptDatagrams(link, address),
    });
    this.#tickLater();
    this.openOwn();
  }

  /** The window of the host's own computer joins the room. */
  openOwn(): void {
    this.#world.doorkeeper?.enter((link) => this.#open(link, 'host', true));
  }

  /** The process is gone in this instant; its disk stays. `quietly`: the computer with it, so nobody is told. */
  crash(quietly: boolean): void {
    this.#world.trace(() => `host crashes${quietly ? ' with its computer' : ''} at event ${this.store.newest}`);
    this.#life += 1;
    this.room = undefined;
    this.isOff = quietly;
    this.#listener?.die();
    this.#listener = undefined;
    for (const [end, connection] of this.#connections) {
      if (quietly) connection.silence();
      connection.died(end);
    }
    this.#forgetLinks();
  }

  /** Closes the room in good order, then ends. */
  stop(): void {
    this.#world.trace(() => 'host stops');
    this.room?.shutDown();
    this.#flush();
    this.#life += 1;
    this.room = undefined;
    this.#listener?.closeGently();
    this.#forgetLinks();
  }

  sleep(duration: number): void {
    this.#world.trace(() => `host sleeps for ${duration} ms`);
    const standsStill = this.#world.network.random.chance(0.5);
    this.rest.sleep(duration, standsStill, () => this.#world.trace(() => 'host wakes up'));
  }

  /** A connection reached the listening socket. */
  accept(connection: Connection, address: string): void {
    const end = connection.host;
    const life = this.#life;
    // What comes while the computer sleeps waits in its sockets.
    const waits = this.rest.isAsleep;
    if (waits) connection.guest.out.hold(true);
    this.#awake(life, () => {
      const carrier = new HostedStream(this.#world, connection);
      const events = this.#open(carrier, address);
      if (!events) return;
      carrier.events = events;
      if (waits) connection.guest.out.hold(false);
      this.#connections.set(end, connection);
      end.events = {
        received: (chunk) => this.#awake(life, () => carrier.received(chunk)),
        drained: () => this.#awake(life, () => events.drained()),
        closed: () =>
          this.#awake(life, () => {
            this.#connections.delete(end);
            events.closed(LOST);
          }),
      };
      this.#schedule();
    });
  }

  /** A guest proved its address to the datagram socket, which works only while the process does. */
  #acceptDatagrams(link: HostLink, address: string): LinkEvents {
    const life = this.#life;
    const events = this.#open(link, address, true);
    this.#schedule();
    const alive = (work: () => void) => {
      if (life === this.#life) work();
    };
    return {
      received: (chunk) => alive(() => events?.received(chunk)),
      ephemeral: (frames) => alive(() => events?.ephemeral(frames)),
      drained: () => alive(() => events?.drained()),
      ended: () => alive(() => events?.ended()),
      closed: (problem) => alive(() => events?.closed(problem)),
    };
  }

  #open(carrier: HostLink, address: string, isAdmitted = false): LinkEvents | undefined {
    const { room } = this;
    if (!room) return undefined;
    const link = room.open(this.#peer(carrier, address), this.#now, isAdmitted);
    return {
      received: (chunk) => {
        this.#did(() => room.receive(link, chunk, this.#now));
        if (room.holdsInput || room.holdsBack) this.#sendHistory();
      },
      ephemeral: (frames) => this.#did(() => room.receiveEphemeral(link, frames, this.#now)),
      drained: () => {
        this.#did(() => room.drained(link));
        this.#sendHistory();
      },
      ended: () => {
        this.#halfClosed.set(carrier, link);
        if (!this.#scheduled) this.#closeHalfClosed();
      },
      closed: () => {
        this.#halfClosed.delete(carrier);
        this.#did(() => room.closed(link, this.#now));
      },
    };
  }

  #peer(carrier: HostLink, address: string): Peer {
    const sendTwo = carrier.sendTwo?.bind(carrier);
    const sent = (queued: number, ...pieces: readonly Uint8Array[]) => {
      if (pieces.some(isRefusal)) this.#world.ledger.disturbed.add(nameAt(address));
      this.#watch(
        queued,
        pieces.reduce((sum, { length }) => sum + length, 0),
      );
      return queued;
    };
    return {
      address,
      local: carrier.isLocal === true,
      get identity() {
        return carrier.identity;
      },
      send: (bytes) => sent(carrier.send(bytes), bytes),
      ...(sendTwo && { sendTwo: (first, second) => sent(sendTwo(first, second), first, second) }),
      sendEphemeral: (frames) => carrier.sendEphemeral(frames),
      queuedBytes: () => carrier.queuedBytes(),
      close: () => carrier.close(),
    };
  }

  /** As src/node/hosting/room-host.ts does: whoever sends no more gets what it is owed, then the end. */
  #closeHalfClosed(): void {
    for (const [carrier, link] of this.#halfClosed) {
      if (link.isHeld || (link.session && !link.live)) continue;
      this.#halfClosed.delete(carrier);
      carrier.close();
    }
  }

  #forgetLinks(): void {
    this.#world.doorkeeper?.leave();
    this.#connections.clear();
    this.#halfClosed.clear();
  }

  #watch(queued: number, written: number): void {
    this.peak = Math.max(this.peak, queued);
    const most = 2 * this.#world.scenario.limits.linkQueueBytes + CATCH_UP_SLACK + written;
    if (queued > most) throw new Violation(`${queued} bytes wait for one link`);
  }

  /** What measures durations; it may stand still while the computer sleeps. */
  get #now(): number {
    return this.rest.monotonicNow;
  }

  #awake(life: number, work: () => void): void {
    this.rest.awake(() => {
      if (life === this.#life) work();
    });
  }

  #did(work: () => void): void {
    work();
    this.#schedule();
  }

  #tickLater(): void {
    const life = this.#life;
    this.#world.clock.after(TICK_MS, () =>
      this.#awake(life, () => {
        this.#did(() => this.room?.tick(this.#now));
        this.#sendHistory();
        this.#tickLater();
      }),
    );
  }

  /** One turn of the event loop: what else comes within it shares its transaction, and a crash may fall into it. */
  #schedule(): void {
    this.#scheduleHistory();
    if (this.#scheduled || !this.room?.isPending) return;
    this.#scheduled = true;
    const life = this.#life;
    this.#world.clock.after(this.#world.random.int(0, 3), () => this.#awake(life, () => this.#turn()));
  }

  #turn(): void {
    this.#flush();
    this.#sendHistory();
  }

  /** Those who are behind get a slice in each turn. */
  #sendHistory(): void {
    this.room?.sendHistory();
    this.room?.tellPresence();
    this.#closeHalfClosed();
    this.#scheduleHistory();
  }

  #scheduleHistory(): void {
    const { room } = this;
    if (!room || this.#sendsHistory || !(room.owesHistory || room.holdsInput || room.holdsBack)) return;
    this.#sendsHistory = true;
    const life = this.#life;
    this.#world.clock.after(this.#world.random.int(0, 3), () =>
      this.#awake(life, () => {
        this.#sendsHistory = false;
        this.#did(() => this.room?.hearHeld(this.#now));
        this.#sendHistory();
      }),
    );
  }

  #flush(): void {
    this.#scheduled = false;
    const { room } = this;
    if (!room) return;
    const { clock, random, ledger } = this.#world;
    const turn = room.gather();
    const { record } = turn;
    if (this.#world.sabotage === 'release-before-commit') {
      turn.release(this.#now);
      const life = this.#life;
      clock.after(random.int(1, 200), () => this.#awake(life, () => record && this.#commit(record)));
      return;
    }
    try {
      if (record) this.#commit(record);
    } catch (error) {
      if (error instanceof Violation || !this.store.isFull) throw error;
      this.abandoned += 1;
      if (this.#world.sabotage === 'lose-a-refusal') turn.release(this.#now);
      else turn.abandon(protocolError('disk_full', 'the disk is full'), this.#now);
      return;
    }
    if (record?.segment) this.#world.trace(() => `host has events ${record.segment?.first} to ${ledger.events.length}`);
    if (this.#world.crashesNow()) {
      this.crash(false);
      return;
    }
    turn.release(this.#now);
  }

  #commit(record: TurnRecord): void {
    this.store.commit(record);
    if (record.segment) this.#world.ledger.committed(record.segment);
  }
}

/** Whether `bytes`, whole frames, refuse a message: then its order among the others is no longer promised. */
function isRefusal(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('{"type":"refused"');
}
