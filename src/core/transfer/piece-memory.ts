import { PIECE_SIZE } from './constants.ts';

/** Memory that is kept for the next piece, in pieces. */
const SPARE_MOST = 32;

/**
 * Memory of pieces, used again and again: a new mebibyte for each makes V8 collect dozens of times a second, for which every message
 * waits. It is shared memory, so that another thread can hash it without a copy.
 */
export class PieceMemory {
  readonly #spare: Uint8Array[] = [];

  /** @returns as many bytes as a piece has at the most, with anything in them */
  take(): Uint8Array {
    return this.#spare.pop() ?? new Uint8Array(new SharedArrayBuffer(PIECE_SIZE));
  }

  /** Nobody reads or writes these any more, which {@link take} gave. */
  give(memory: Uint8Array): void {
    if (this.#spare.length < SPARE_MOST && memory.length === PIECE_SIZE) this.#spare.push(memory);
  }
}

/** Everybody's in this program. */
export const pieceMemory = new PieceMemory();
