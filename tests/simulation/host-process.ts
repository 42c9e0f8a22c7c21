import { Room } from '../../src/core/room/room.ts';
import type { Peer, RoomLink } from '../../src/core/room/room-link.ts';
import type { TurnRecord } from '../../src/core/room/turn.ts';
import { protocolError } from '../../src/core/wire/protocol-error.ts';
import { MemoryRoomStore } from '../support/memory-room-store.ts';
import type { Connection, End } from './connection.ts';
import { Violation } from './ledger.ts';
import type { World } from './world.ts';

/** How often deadlines are looked at, in milliseconds, as in src/node/room-host.ts. */
const TICK_MS = 1_000;
/** Bytes that the room hands to one link at a time while it is caught up, and once more on top. */
const CATCH_UP_SLACK = 2 * 262_144 + 65_536;

/** A way in which a host can be wrong, to show that the checks find it. */
export type Sabotage = 'none' | 'release-before-commit' | 'forget-ids' | 'lose-a-refusal';

/** The host's computer: its disk outlives the process, which may crash between any two steps. */
export class HostProcess {
  readonly store: MemoryRoomStore;
  room: Room | undefined;
  /** Largest queue that any link ever had. */
  peak = 0;
  /** Commits that failed. */
  abandoned = 0;
  readonly #world: World;
  readonly #sabotage: Sabotage;
  readonly #links = new Map<End, RoomLink>();
  readonly #connections = new Map<End, Connection>();
  /** Counts starts, so that what an earlier process planned is not done by a later one. */
  #life = 0;
  #scheduled = false;
  #asleep = false;
  /** What came while the computer slept. */
  #postponed: (() => void)[] = [];

  constructor(world: World, sabotage: Sabotage) {
    this.#world = world;
    this.#sabotage = sabotage;
    this.store = new MemoryRoomStore(world.scenario.limits.eventsKept);
  }

  get isUp(): boolean {
    return this.room !== undefined;
  }

  start(): void {
    const { clock, random, scenario } = this.#world;
    this.#life += 1;
    this.#scheduled = false;
    const ports = { log: this.store.log, randomHex: (digits: number) => random.hex(digits) };
    const limits = this.#sabotage === 'forget-ids' ? { ...scenario.limits, messageIdsKept: 0 } : scenario.limits;
    this.room = new Room(this.store.state(), limits, ports, clock.now);
    this.#world.trace(() => `host starts at event ${this.store.newest}`);
    this.#tickLater();
  }

  /** The process is gone in this instant; its disk stays. `quietly`: the computer with it, so nobody is told. */
  crash(quietly: boolean): void {
    this.#world.trace(() => `host crashes${quietly ? ' with its computer' : ''} at event ${this.store.newest}`);
    this.#life += 1;
    this.room = undefined;
    for (const [end, connection] of this.#connections) {
      if (quietly) connection.silence();
      connection.died(end);
    }
    this.#links.clear();
    this.#connections.clear();
  }

  /** Closes the room in good order, then ends. */
  stop(): void {
    this.#world.trace(() => 'host stops');
    this.room?.shutDown();
    this.#flush();
    this.#life += 1;
    this.room = undefined;
    this.#links.clear();
    this.#connections.clear();
  }

  sleep(duration: number): void {
    this.#world.trace(() => `host sleeps for ${duration} ms`);
    this.#asleep = true;
    this.#world.clock.after(duration, () => {
      this.#asleep = false;
      this.#world.trace(() => 'host wakes up');
      const postponed = this.#postponed;
      this.#postponed = [];
      for (const work of postponed) work();
    });
  }

  /** A connection reached the listening socket. */
  accept(connection: Connection, address: string): void {
    const end = connection.host;
    const life = this.#life;
    this.#awake(life, () => {
      const { room } = this;
      if (!room) return;
      const link = room.open(this.#peer(end, address), this.#world.clock.now);
      this.#links.set(end, link);
      this.#connections.set(end, connection);
      end.events = {
        received: (chunk) => this.#awake(life, () => this.#did(() => room.receive(link, chunk, this.#world.clock.now))),
        drained: () => this.#awake(life, () => this.#did(() => room.drained(link))),
        closed: () =>
          this.#awake(life, () => {
            this.#links.delete(end);
            this.#connections.delete(end);
            this.#did(() => room.closed(link, this.#world.clock.now));
          }),
      };
      this.#schedule();
    });
  }

  #peer(end: End, address: string): Peer {
    return {
      address,
      local: false,
      send: (bytes) => {
        if (isRefusal(bytes)) this.#world.ledger.disturbed.add(address);
        const queued = end.send(bytes);
        this.#watch(queued, bytes.length);
        return queued;
      },
      sendEphemeral: (frames) => void end.send(frames),
      queuedBytes: () => end.out.queuedBytes,
      close: () => end.close(),
    };
  }

  #watch(queued: number, written: number): void {
    this.peak = Math.max(this.peak, queued);
    const most = 2 * this.#world.scenario.limits.linkQueueBytes + CATCH_UP_SLACK + written;
    if (queued > most) throw new Violation(`${queued} bytes wait for one link`);
  }

  #awake(life: number, work: () => void): void {
    const guarded = () => {
      if (life === this.#life) work();
    };
    if (this.#asleep) this.#postponed.push(guarded);
    else guarded();
  }

  #did(work: () => void): void {
    work();
    this.#schedule();
  }

  #tickLater(): void {
    const life = this.#life;
    this.#world.clock.after(TICK_MS, () =>
      this.#awake(life, () => {
        this.#did(() => this.room?.tick(this.#world.clock.now));
        this.#tickLater();
      }),
    );
  }

  /** One turn of the event loop: what else comes within it shares its transaction, and a crash may fall into it. */
  #schedule(): void {
    if (this.#scheduled || !this.room?.isPending) return;
    this.#scheduled = true;
    const life = this.#life;
    this.#world.clock.after(this.#world.random.int(0, 3), () => this.#awake(life, () => this.#flush()));
  }

  #flush(): void {
    this.#scheduled = false;
    const { room } = this;
    if (!room) return;
    const { clock, random, ledger } = this.#world;
    const record = room.gather();
    if (this.#sabotage === 'release-before-commit') {
      room.release(record, clock.now);
      const life = this.#life;
      clock.after(random.int(1, 200), () => this.#awake(life, () => record && this.#commit(record)));
      return;
    }
    try {
      if (record) this.#commit(record);
    } catch (error) {
      if (error instanceof Violation || !this.store.isFull) throw error;
      this.abandoned += 1;
      if (this.#sabotage === 'lose-a-refusal') room.release(record, clock.now);
      else room.abandon(protocolError('disk_full', 'the disk is full'), clock.now);
      return;
    }
    if (record?.segment) this.#world.trace(() => `host has events ${record.segment?.first} to ${ledger.events.length}`);
    if (this.#world.crashesNow()) {
      this.crash(false);
      return;
    }
    room.release(record, clock.now);
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
