import { PIECES_MOST } from './constants.ts';
import { HeldMemory } from './held-memory.ts';

/** What became of a piece: taken, to be forgotten as if it had been lost, or a breach by the peer. */
export type Taken = 'taken' | 'dropped' | 'violation';

/**
 * The receiving side of a link's stream: puts pieces in order, and lets the peer send only so much ahead as fits
 * (RFC 9000, sections 2.2 and 4). Nothing is copied: what comes too early is kept as it came.
 */
export class ReceiveStream {
  readonly #window: number;
  readonly #deliver: (chunk: Uint8Array) => void;
  readonly #memory: HeldMemory;
  /** Offset of the next byte to deliver. */
  #delivered = 0;
  /** The peer may send up to here. */
  #limit: number;
  /** What came too early, by offset. Pieces do not overlap, so that all of them fit into the window. */
  #offsets: number[] = [];
  #pieces: Uint8Array[] = [];
  #held = 0;
  /** Offset behind the last byte that came. */
  #highest = 0;
  #endsAt: number | undefined;
  #isPaused = false;

  /** @param memory what it holds is bounded by, beside its window */
  constructor(window: number, deliver: (chunk: Uint8Array) => void, memory = HeldMemory.unshared()) {
    this.#memory = memory;
    this.#window = window;
    this.#limit = window;
    this.#deliver = deliver;
  }

  /** True when everything up to the stream's end was delivered. */
  get isDone(): boolean {
    return this.#delivered === this.#endsAt;
  }

  /** Bytes that came too early and are kept. */
  get held(): number {
    return this.#held;
  }

  take(offset: number, bytes: Uint8Array, ends: boolean): Taken {
    const to = offset + bytes.length;
    if (to > this.#limit || !this.#agreesWithEnd(to, ends)) return 'violation';
    const isNews = to > this.#delivered;
    const inOrder = offset <= this.#delivered && !this.#isPaused;
    if (to > this.#highest) this.#highest = to;
    if (isNews && !inOrder && !this.#hold(offset, bytes)) return 'dropped';
    if (ends) this.#endsAt = to;
    if (!isNews || !inOrder) return 'taken';
    const fresh = this.#delivered === offset ? bytes : bytes.subarray(this.#delivered - offset);
    this.#delivered = to;
    this.#deliver(fresh);
    if (this.#offsets.length > 0) this.#deliverHeld();
    return 'taken';
  }

  /** Stops or goes on delivering; while it stops the peer can send no more than the window. */
  pause(paused: boolean): void {
    this.#isPaused = paused;
    if (!paused) this.#deliverHeld();
  }

  /** Nothing is delivered any more: what was held is let go. */
  letGo(): void {
    for (const piece of this.#pieces) this.#memory.giveBack(piece.length);
    this.#offsets = [];
    this.#pieces = [];
    this.#held = 0;
  }

  /** True when half of the window was delivered since the peer was told of it last. */
  get isLimitDue(): boolean {
    return this.#endsAt === undefined && this.#limit - this.#delivered <= this.#window / 2;
  }

  /** The peer's new limit, for a max-data frame. */
  raiseLimit(): number {
    this.#limit = this.#delivered + this.#window;
    return this.#limit;
  }

  /** Where the stream ends is said once and for all, and nothing lies behind it. */
  #agreesWithEnd(to: number, ends: boolean): boolean {
    if (this.#endsAt !== undefined) return ends ? to === this.#endsAt : to <= this.#endsAt;
    return !ends || to >= this.#highest;
  }

  /** Keeps what is lacking of a piece, so that no byte is kept twice. @returns false when there are too many pieces */
  #hold(offset: number, bytes: Uint8Array): boolean {
    const to = offset + bytes.length;
    let at = this.#indexBehind(Math.max(offset, this.#delivered));
    let from = Math.max(offset, this.#delivered, at > 0 ? this.#endOf(at - 1) : 0);
    while (from < to) {
      const next = this.#offsets[at] ?? to;
      if (from < next) {
        const piece = bytes.subarray(from - offset, Math.min(to, next) - offset);
        if (this.#pieces.length >= PIECES_MOST || !this.#memory.take(piece.length, this.#held)) return false;
        this.#insert(at, from, piece);
        at += 1;
      }
      if (next >= to) break;
      from = this.#endOf(at);
      at += 1;
    }
    return true;
  }

  #insert(at: number, offset: number, piece: Uint8Array): void {
    this.#offsets.splice(at, 0, offset);
    this.#pieces.splice(at, 0, piece);
    this.#held += piece.length;
  }

  #endOf(at: number): number {
    return (this.#offsets[at] as number) + (this.#pieces[at] as Uint8Array).length;
  }

  #deliverHeld(): void {
    let used = 0;
    while (used < this.#pieces.length && !this.#isPaused) {
      const offset = this.#offsets[used] as number;
      if (offset > this.#delivered) break;
      const piece = this.#pieces[used] as Uint8Array;
      used += 1;
      this.#held -= piece.length;
      this.#memory.giveBack(piece.length);
      const skip = this.#delivered - offset;
      if (skip >= piece.length) continue;
      this.#delivered = offset + piece.length;
      this.#deliver(skip === 0 ? piece : piece.subarray(skip));
    }
    if (used === 0) return;
    this.#offsets = this.#offsets.slice(used);
    this.#pieces = this.#pieces.slice(used);
  }

  /** Index of the first piece that begins behind `offset`. */
  #indexBehind(offset: number): number {
    let low = 0;
    let high = this.#offsets.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#offsets[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
