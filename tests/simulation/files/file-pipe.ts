import type { FilePeer } from '../../../src/core/transfer/file-ports.ts';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';

/** Who reads one end of a pipe. */
export interface PipeReader {
  receive(chunk: Uint8Array): void;
  drained(): void;
  closed(): void;
}

/** How a pipe treats what passes. */
export interface PipeFate {
  /** True to falsify one bit of this chunk. */
  flips(): boolean;
}

const CHUNK_MOST = 400_000;

/** One direction of a stream: bytes come in order, cut anywhere, now and then falsified. */
class Direction {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #fate: PipeFate;
  readonly #isOpen: () => boolean;
  #queue: Uint8Array[] = [];
  queued = 0;
  isPaused = false;
  #isMoving = false;
  reader: PipeReader | undefined;
  writer: PipeReader | undefined;

  constructor(clock: Clock, random: Random, fate: PipeFate, isOpen: () => boolean) {
    this.#clock = clock;
    this.#random = random;
    this.#fate = fate;
    this.#isOpen = isOpen;
  }

  send(bytes: Uint8Array): number {
    if (bytes.length === 0 || !this.#isOpen()) return this.queued;
    this.#queue.push(bytes);
    this.queued += bytes.length;
    this.move();
    return this.queued;
  }

  /** Hands a chunk over soon. */
  move(): void {
    if (this.#isMoving || this.queued === 0) return;
    this.#isMoving = true;
    this.#clock.after(this.#random.chance(0.8) ? 1 : this.#random.int(1, 40), () => {
      this.#isMoving = false;
      if (!this.#isOpen() || this.isPaused) return;
      this.#deliver();
      this.move();
    });
  }

  #deliver(): void {
    const first = this.#queue[0] as Uint8Array;
    const size = Math.min(first.length, this.#random.skewed(10, CHUNK_MOST));
    const chunk = first.slice(0, size);
    if (size === first.length) this.#queue.shift();
    else this.#queue[0] = first.subarray(size);
    this.queued -= size;
    if (this.#fate.flips()) {
      const at = this.#random.int(0, size - 1);
      chunk[at] = (chunk[at] ?? 0) ^ (1 << this.#random.int(0, 7));
    }
    this.reader?.receive(chunk);
    if (this.queued === 0 && this.#isOpen()) this.writer?.drained();
  }
}

/** A connection between a member and the host. */
export class FilePipe {
  readonly #up: Direction;
  readonly #down: Direction;
  readonly #clock: Clock;
  isOpen = true;

  constructor(clock: Clock, random: Random, fate: PipeFate) {
    this.#clock = clock;
    const isOpen = () => this.isOpen;
    this.#up = new Direction(clock, random, fate, isOpen);
    this.#down = new Direction(clock, random, fate, isOpen);
  }

  /** The two ends; each must get its reader before anything moves. */
  get memberEnd(): FilePeer {
    return this.#end(this.#up, this.#down);
  }
  get hostEnd(): FilePeer {
    return this.#end(this.#down, this.#up);
  }

  join(member: PipeReader, host: PipeReader): void {
    Object.assign(this.#up, { reader: host, writer: member });
    Object.assign(this.#down, { reader: member, writer: host });
  }

  /** It breaks: what is under way is lost, and both ends hear of it, now or a little later. */
  cut(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    for (const reader of [this.#up.reader, this.#down.reader]) this.#clock.after(0, () => reader?.closed());
  }

  #end(out: Direction, into: Direction): FilePeer {
    return {
      send: (bytes) => out.send(bytes),
      queuedBytes: () => out.queued,
      pause: (paused) => {
        into.isPaused = paused;
        if (!paused) into.move();
      },
      close: () => this.#clock.after(0, () => this.cut()),
    };
  }
}
