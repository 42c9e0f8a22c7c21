import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

/** What streams need of the world that they are in. */
export interface StreamWorld {
  readonly clock: Clock;
  readonly random: Random;
  /** `chunk`: bytes of a piece at the most. */
  readonly scenario: { readonly chunk: number };
  /** Bytes that fit between a sender and its receiver. */
  readonly socketBuffer: number;
  readonly inTrouble: boolean;
  /** Milliseconds that a piece of a stream travels. */
  delay(): number;
}

/** What a pipe tells its two sides. */
export interface PipeEvents {
  /** The receiver got bytes. */
  delivered(chunk: Uint8Array): void;
  /** The sender's queue is empty again. */
  drained(): void;
  /** Everything that was ever sent has been delivered. */
  emptied(): void;
}

interface Piece {
  /** When it arrives. */
  readonly at: number;
  readonly bytes: Uint8Array;
}

/**
 * One direction of a stream: bytes wait at the sender while the socket buffers are full, travel with a delay and
 * arrive in order, in pieces that have nothing to do with how they were sent.
 */
export class Pipe {
  readonly #world: StreamWorld;
  readonly #events: PipeEvents;
  /** Bytes that the sender's process still holds. */
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  /** Bytes between the two. */
  #inside: Piece[] = [];
  #insideBytes = 0;
  #lastArrival = 0;
  #held = false;
  #dead = false;
  #silent = false;

  constructor(world: StreamWorld, events: PipeEvents) {
    this.#world = world;
    this.#events = events;
  }

  get queuedBytes(): number {
    return this.#waitingBytes;
  }

  get isEmpty(): boolean {
    return this.#waitingBytes === 0 && this.#insideBytes === 0;
  }

  send(bytes: Uint8Array): number {
    if (this.#dead || bytes.length === 0) return this.#waitingBytes;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    this.#pump();
    return this.#waitingBytes;
  }

  /** The receiver stops or goes on reading. */
  hold(held: boolean): void {
    this.#held = held;
    if (!held) this.#world.clock.after(0, () => this.#deliver());
  }

  /** From now on nothing arrives, and nobody is told. */
  silence(): void {
    this.#silent = true;
  }

  /** Changes one byte of what travels. @returns false where nothing does */
  damage(random: Random): boolean {
    if (this.#inside.length === 0 || this.#dead || this.#silent) return false;
    const index = random.int(0, this.#inside.length - 1);
    const { at, bytes } = this.#inside[index] as Piece;
    const changed = bytes.slice();
    const place = random.int(0, changed.length - 1);
    changed[place] = (changed[place] as number) ^ random.int(1, 255);
    this.#inside[index] = { at, bytes: changed };
    return true;
  }

  /** Loses what waits and part of what travels: the stream ends at any byte. */
  cut(): void {
    this.#waiting = [];
    this.#waitingBytes = 0;
    let keep = this.#world.random.int(0, this.#insideBytes);
    this.#dead = true;
    const kept: Piece[] = [];
    for (const { at, bytes } of this.#inside) {
      if (keep > 0) kept.push({ at, bytes: bytes.subarray(0, keep) });
      keep -= Math.min(keep, bytes.length);
    }
    this.#inside = kept;
    this.#insideBytes = kept.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  /** Nothing arrives any more: the receiver is gone. */
  destroy(): void {
    this.#dead = true;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#inside = [];
    this.#insideBytes = 0;
  }

  #pump(): void {
    const { clock, random, scenario, socketBuffer, inTrouble } = this.#world;
    const had = this.#waitingBytes;
    while (this.#waiting.length > 0 && this.#insideBytes < socketBuffer) {
      const head = this.#waiting[0] as Uint8Array;
      const room = Math.min(head.length, socketBuffer - this.#insideBytes);
      // Few pieces of a large buffer, else a run would take minutes.
      const size = Math.max(Math.min(room, random.int(1, scenario.chunk)), Math.ceil(room / (inTrouble ? 8 : 1)));
      if (size === head.length) this.#waiting.shift();
      else this.#waiting[0] = head.subarray(size);
      this.#waitingBytes -= size;
      this.#insideBytes += size;
      this.#lastArrival = Math.max(this.#lastArrival, clock.now + this.#world.delay());
      this.#inside.push({ at: this.#lastArrival, bytes: head.subarray(0, size) });
      clock.after(this.#lastArrival - clock.now, () => this.#deliver());
    }
    if (had > 0 && this.#waitingBytes === 0 && !this.#dead) clock.after(0, () => this.#events.drained());
  }

  #deliver(): void {
    const { clock, random } = this.#world;
    while (!this.#held && !this.#silent) {
      const [first, second] = this.#inside;
      if (first === undefined || first.at > clock.now) break;
      this.#inside.shift();
      const merge = second !== undefined && second.at <= clock.now && random.chance(0.5);
      if (merge) {
        const bytes = new Uint8Array(first.bytes.length + second.bytes.length);
        bytes.set(first.bytes);
        bytes.set(second.bytes, first.bytes.length);
        this.#inside[0] = { at: second.at, bytes };
        continue;
      }
      this.#insideBytes -= first.bytes.length;
      this.#events.delivered(first.bytes);
      if (!this.#dead) this.#pump();
    }
    if (this.isEmpty) this.#events.emptied();
  }
}
