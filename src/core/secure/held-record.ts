import { RECORD_HEAD, RECORD_MOST } from './layout.ts';

const NOTHING = new Uint8Array(0);
/** Memory of the longest record, which is used again. */
const WHOLE = RECORD_HEAD + RECORD_MOST;
/** From so much of a record on it lies in such memory; before, in as much as came, so that nobody takes a lot with the first byte of many. */
const WORTH = 16_384;
/** How many of them wait for the next record. */
const SPARE = 4;
const spare: Uint8Array[] = [];

/**
 * The beginning of a record whose rest has not come. Nearly each of a file's records is cut somewhere, and its memory is taken from
 * what others gave back: new memory for each costs more than to open it. A link that holds nothing has none.
 */
export class HeldRecord {
  #memory: Uint8Array = NOTHING;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What is there of it; valid until the next call of `append` or `clear`. */
  get bytes(): Uint8Array {
    return this.#memory.subarray(0, this.#length);
  }

  /** Copies a piece behind the others, which come to one record at the most. */
  append(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#memory.length) this.#grow(length);
    this.#memory.set(piece, this.#length);
    this.#length = length;
  }

  /** The record is whole, and was opened. */
  clear(): void {
    if (this.#memory.length === WHOLE && spare.length < SPARE) spare.push(this.#memory);
    this.#memory = NOTHING;
    this.#length = 0;
  }

  #grow(length: number): void {
    const larger =
      length < WORTH ? new Uint8Array(Math.min(WORTH, 2 * length)) : (spare.pop() ?? new Uint8Array(WHOLE));
    larger.set(this.bytes);
    this.#memory = larger;
  }
}
