import type { Problem } from '../../shared/error-codes.ts';
import { PIECE_SIZE, pieceLength } from './constants.ts';
import { pieceMemory } from './piece-memory.ts';
import type { PieceOutcome, PieceStore } from './piece-store.ts';

/** Pieces of one link that are being verified and written at a time; while so many are, the link is not read. */
const BUSY_MOST = 2;

/** Makes pieces of bytes as a link brings them, and gives them to a store. Keeps at most five pieces in memory. */
export class PieceAssembler {
  readonly #store: PieceStore;
  readonly #settled: (index: number, outcome: PieceOutcome) => void;
  #buffer: Uint8Array | undefined;
  #index = -1;
  #filled = 0;
  #busy = 0;
  #whenIdle: (() => void)[] = [];
  #problem: Problem | undefined;

  /** @param settled hears what became of each piece; the link may be read again if it is not full */
  constructor(store: PieceStore, settled: (index: number, outcome: PieceOutcome) => void) {
    this.#store = store;
    this.#settled = settled;
  }

  /** True while no more bytes should be handed over. Those that come all the same are taken. */
  get isFull(): boolean {
    return this.#busy >= BUSY_MOST;
  }

  /** Takes bytes that stand at `offset` of the content. Of a piece that does not begin with them nothing is kept. */
  take(offset: number, chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      const place = offset + at;
      const index = Math.floor(place / PIECE_SIZE);
      const within = place - index * PIECE_SIZE;
      const length = pieceLength(this.#store.map.size, index);
      const taken = Math.min(chunk.length - at, length - within);
      this.#fill(index, within, chunk.subarray(at, at + taken), length);
      at += taken;
    }
  }

  /** Calls `done` when all pieces handed on are settled. */
  idle(done: () => void): void {
    if (this.#busy === 0) done();
    else this.#whenIdle.push(done);
  }

  /** What the disk said since this was asked last. */
  takeProblem(): Problem | undefined {
    const problem = this.#problem;
    this.#problem = undefined;
    return problem;
  }

  /** The link broke or the range ended: what is half received goes. */
  cut(): void {
    this.#index = -1;
    // Contents that are begun and left must not keep a piece's memory each.
    if (this.#buffer) pieceMemory.give(this.#buffer);
    this.#buffer = undefined;
  }

  #fill(index: number, within: number, bytes: Uint8Array, length: number): void {
    if (this.#store.map.has(index)) return;
    if (within === 0) this.#start(index, length);
    else if (index !== this.#index || within !== this.#filled) return;
    const buffer = this.#buffer as Uint8Array;
    buffer.set(bytes, within);
    this.#filled = within + bytes.length;
    if (this.#filled === length) this.#handOn(index, buffer.subarray(0, length));
  }

  #start(index: number, length: number): void {
    this.#index = index;
    this.#filled = 0;
    if (this.#buffer === undefined || this.#buffer.length < length) {
      // Small contents come by the thousand, each in memory of its own size.
      this.#buffer = this.#store.map.size < PIECE_SIZE ? new Uint8Array(length) : pieceMemory.take();
    }
  }

  #handOn(index: number, piece: Uint8Array): void {
    const memory = this.#buffer as Uint8Array;
    this.#buffer = undefined;
    this.#index = -1;
    this.#busy += 1;
    this.#store.put(index, piece, (outcome) => {
      this.#busy -= 1;
      pieceMemory.give(memory);
      if (typeof outcome === 'object') this.#problem ??= outcome;
      this.#settled(index, outcome);
      if (this.#busy > 0) return;
      const waiting = this.#whenIdle;
      this.#whenIdle = [];
      for (const done of waiting) done();
    });
  }
}
