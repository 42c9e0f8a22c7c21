import { pieceCount, pieceLength } from './constants.ts';

/** Consecutive pieces: the first one's number, and how many. */
export type PieceRun = readonly [first: number, count: number];

const BITS = 8;

/** Which pieces of a content are there and verified. */
export class PieceMap {
  readonly size: number;
  /** How many pieces the content has. */
  readonly all: number;
  readonly #bits: Uint8Array;
  #count = 0;
  #bytes = 0;

  constructor(size: number) {
    this.size = size;
    this.all = pieceCount(size);
    this.#bits = new Uint8Array(Math.ceil(this.all / BITS));
  }

  /** Pieces that are there, and their bytes. */
  get count(): number {
    return this.#count;
  }
  get bytes(): number {
    return this.#bytes;
  }
  get isComplete(): boolean {
    return this.#count === this.all;
  }

  has(index: number): boolean {
    return (((this.#bits[index >> 3] ?? 0) >> (index & 7)) & 1) === 1;
  }

  /** @returns false when it was there already */
  add(index: number): boolean {
    if (index < 0 || index >= this.all || this.has(index)) return false;
    this.#bits[index >> 3] = (this.#bits[index >> 3] ?? 0) | (1 << (index & 7));
    this.#count += 1;
    this.#bytes += pieceLength(this.size, index);
    return true;
  }

  /** The first piece from `from` on that is not there. */
  nextMissing(from: number): number | undefined {
    for (let index = from; index < this.all; index += 1) if (!this.has(index)) return index;
    return undefined;
  }

  /** What is not there, in order; `most` runs at the most. */
  missing(most = Number.POSITIVE_INFINITY): PieceRun[] {
    const runs: PieceRun[] = [];
    let first = this.nextMissing(0);
    while (first !== undefined && runs.length < most) {
      let end = first + 1;
      while (end < this.all && !this.has(end)) end += 1;
      runs.push([first, end - first]);
      first = this.nextMissing(end);
    }
    return runs;
  }
}
