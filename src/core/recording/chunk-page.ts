import type { RecordedLink } from './recorded-link.ts';

/** Records of one page. */
export const PAGE_RECORDS = 512;
/** Memory for the bytes of a page at first; it doubles when it must. */
const FIRST_BYTES = 4_096;

/** A record to be made. */
export interface NewRecord {
  readonly link: RecordedLink;
  readonly at: number;
  readonly isOut: boolean;
  readonly isInside: boolean;
  readonly offset: number;
  /** Copied, in this order; either may be empty. */
  readonly first: Uint8Array;
  readonly second: Uint8Array;
  /** Kept as it is, behind what is copied. */
  readonly kept: Uint8Array | undefined;
}

/**
 * Some hundred records that are dropped together. They are columns of numbers and one piece of memory, and no objects: a
 * busy host records more than a hundred thousand chunks a second, and what the collector has to look after would cost
 * more than all the rest.
 */
export class ChunkPage {
  /** Id of its first record. */
  readonly first: number;
  size = 0;
  /** Bytes that it takes of the recording's bound. */
  cost = 0;
  readonly at = new Float64Array(PAGE_RECORDS);
  readonly offset = new Float64Array(PAGE_RECORDS);
  readonly isOut = new Uint8Array(PAGE_RECORDS);
  readonly isInside = new Uint8Array(PAGE_RECORDS);
  readonly take = new Uint32Array(PAGE_RECORDS);
  readonly isFromStart = new Uint8Array(PAGE_RECORDS);
  readonly links: RecordedLink[] = [];
  readonly kept: (Uint8Array | undefined)[] = [];
  /** Where the copied bytes of each record end. */
  readonly #ends = new Uint32Array(PAGE_RECORDS);
  #bytes = new Uint8Array(FIRST_BYTES);
  #used = 0;

  constructor(first: number) {
    this.first = first;
  }

  get isFull(): boolean {
    return this.size === PAGE_RECORDS;
  }

  add({ link, at, isOut, isInside, offset, first, second, kept }: NewRecord): void {
    const index = this.size;
    this.size += 1;
    this.at[index] = at;
    this.offset[index] = offset;
    this.isOut[index] = isOut ? 1 : 0;
    this.isInside[index] = isInside ? 1 : 0;
    this.take[index] = link.take;
    this.isFromStart[index] = link.isFromStart ? 1 : 0;
    this.links.push(link);
    this.kept.push(kept);
    this.#copy(first);
    this.#copy(second);
    this.#ends[index] = this.#used;
  }

  /** The copied bytes of a record, as a part of the page's memory. */
  copied(index: number): Uint8Array {
    return this.#bytes.subarray(index === 0 ? 0 : this.#ends[index - 1], this.#ends[index]);
  }

  #copy(bytes: Uint8Array): void {
    const { length } = bytes;
    if (length === 0) return;
    const end = this.#used + length;
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(end, 2 * this.#bytes.length));
      grown.set(this.#bytes.subarray(0, this.#used));
      this.#bytes = grown;
    }
    this.#bytes.set(bytes, this.#used);
    this.#used = end;
  }
}
