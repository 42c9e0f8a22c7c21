import type { LogReader, LogSegment } from '../../../src/core/room/log-segment.ts';
import { Room } from '../../../src/core/room/room.ts';
import type { Peer, RoomLink } from '../../../src/core/room/room-link.ts';
import { digests } from '../../../src/node/secure/digests.ts';
import type { RoomLimits } from '../../../src/shared/limits.ts';
import { MemoryRoomStore } from '../../support/rigs/memory-room-store.ts';
import type { Clock } from '../clock.ts';
import { Violation } from '../ledger.ts';
import type { Random } from '../random.ts';
import type { Cable } from './cable.ts';
import { Computer } from './computer.ts';
import { history } from './history.ts';
import { PRICES } from './prices.ts';

/** As in src/node, in microseconds. */
const TICK = 1_000_000;
const HELD_BACK = 50_000;
/** What a link may keep the host from letting go of: a turn's share of input and what was being read beside it. */
const INPUT_MOST = 524_288;

export interface PricedHostOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly limits: RoomLimits;
  /** Bytes of messages in the log before anybody comes. */
  readonly history: number;
  /** True for a host that is wrong on purpose: it believes that nothing takes any time. */
  readonly isTimeless: boolean;
}

/** A hosted room on a computer on which work takes time, joined as src/node/hosting/room-host.ts joins it. */
export class PricedHost {
  readonly computer: Computer;
  readonly store: MemoryRoomStore;
  readonly room: Room;
  /** Numbers of events that can't be read from the disk. */
  damaged: { readonly from: number; readonly to: number } | undefined;
  /** What the room called a defect. */
  readonly defects: unknown[] = [];
  /** Most bytes that ever waited for one link, and that one link ever sent without being heard. */
  mostQueued = 0;
  mostHeld = 0;
  readonly #links = new Set<RoomLink>();
  #looks = false;

  constructor({ clock, random, limits, history: bytes, isTimeless }: PricedHostOptions) {
    this.computer = new Computer(clock, () => this.#endTurn());
    this.store = new MemoryRoomStore(limits.eventsKept);
    for (const segment of history(bytes, 0)) this.store.commit({ segment, sessions: [], forgotten: [], rules: [] });
    const ports = {
      log: this.#pricedLog(),
      digests,
      randomHex: (digits: number) => random.hex(digits),
      wallNow: () => Math.floor(this.computer.now),
      elapsed: () => (isTimeless ? 0 : this.computer.now),
      defect: (error: unknown) => this.defects.push(error),
      reach: () => {},
      words: { begin: () => {}, finish: () => {} },
    };
    this.room = new Room(this.store.state(), limits, ports, this.computer.now);
    this.#tickLater();
  }

  /** Links that are open. */
  get links(): number {
    return this.#links.size;
  }

  /** A connection reaches the listening socket. */
  accept(cable: Cable, address: string): void {
    this.computer.arrives(() => {
      if (cable.isClosed) return;
      this.computer.spend(PRICES.link);
      const link = this.room.open(this.#peer(cable, address), this.computer.now);
      this.#price(link);
      this.#links.add(link);
      cable.host = {
        received: (chunk) => {
          this.computer.spend(PRICES.chunk);
          this.room.receive(link, chunk, this.computer.now);
          this.mostHeld = Math.max(this.mostHeld, link.decoder.waiting);
          if (link.decoder.waiting > INPUT_MOST)
            throw new Violation(`${link.decoder.waiting} bytes of one link are kept`);
        },
        drained: () => this.room.drained(link),
        closed: () => {
          this.computer.spend(PRICES.link);
          this.#links.delete(link);
          this.room.closed(link, this.computer.now);
        },
      };
    });
  }

  #peer(cable: Cable, address: string): Peer {
    return {
      address,
      local: false,
      send: (bytes) => {
        this.computer.spend(PRICES.write + PRICES.writtenByte * bytes.length);
        const queued = cable.write(bytes);
        this.mostQueued = Math.max(this.mostQueued, queued);
        return queued;
      },
      sendEphemeral: (frames) => {
        this.computer.spend(PRICES.write);
        cable.write(frames);
      },
      queuedBytes: () => cable.queuedBytes(),
      close: () => cable.end(),
      pause: (paused) => cable.pause(paused),
    };
  }

  /** Each frame that the room takes from this link costs time. */
  #price({ decoder }: RoomLink): void {
    const next = decoder.next.bind(decoder);
    const nextPlainSay = decoder.nextPlainSay.bind(decoder);
    const priced = <T>(take: () => T): T => {
      const before = decoder.waiting;
      const taken = take();
      if (taken !== undefined)
        this.computer.spend(PRICES.frame + PRICES.frameByte * Math.max(0, before - decoder.waiting));
      return taken;
    };
    decoder.next = () => priced(next);
    decoder.nextPlainSay = (longest) => priced(() => nextPlainSay(longest));
  }

  #pricedLog(): LogReader {
    const priced = (read: () => LogSegment | undefined): LogSegment | undefined => {
      const segment = read();
      this.computer.spend(PRICES.read + PRICES.readByte * (segment?.frames.length ?? 0));
      const { damaged } = this;
      if (segment && damaged && segment.first < damaged.to && segment.next > damaged.from)
        throw new Error('the disk can not read this page');
      return segment;
    };
    return {
      read: (from, maxBytes) => priced(() => this.store.log.read(from, maxBytes)),
      readBefore: (before, maxBytes) => priced(() => this.store.log.readBefore(before, maxBytes)),
    };
  }

  /** As src/node does behind the sockets of a turn: write, then what is left for those who are behind. */
  #endTurn(): void {
    const { room, computer } = this;
    if (room.isPending) {
      const turn = room.gather();
      if (turn.record) {
        computer.spend(PRICES.commit);
        this.store.commit(turn.record);
      }
      turn.release(computer.now);
    }
    room.sendHistory();
    if (room.owesHistory || room.holdsInput) computer.after(0, () => this.#hear());
    if (!room.holdsBack || this.#looks) return;
    this.#looks = true;
    computer.after(HELD_BACK, () => {
      this.#looks = false;
      this.#hear();
    });
  }

  #hear(): void {
    this.room.hearHeld(this.computer.now);
  }

  #tickLater(): void {
    this.computer.after(TICK, () => {
      this.room.tick(this.computer.now);
      this.#tickLater();
    });
  }
}
