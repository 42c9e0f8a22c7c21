import { readU16, readU32, writeU16 } from './little-endian.ts';

/**
 * The LZ4 block format (github.com/lz4/lz4, doc/lz4_Block_format.md), without its frame format: sequences of literals
 * and of matches with what came up to 64 KiB before. Chosen because it is quick, public, and known to every language.
 */

/** A match is this long at least; the last bytes of a block are always literals, so many at least. */
const MATCH_LEAST = 4;
const LAST_LITERALS = 5;
/** No match begins closer to the end than this. */
const MATCH_END = 12;
const HASH_BITS = 13;
const HASH_MULTIPLIER = 0x9e37_79b1;
const DISTANCE_MOST = 65_535;
/** After so many places in a row without a match, 2 to this power, the search takes longer steps. */
const STEP_SHIFT = 5;

/** Where the four bytes with a hash stood last, plus one; filled anew for each block. */
const table = new Int32Array(1 << HASH_BITS);

/** Most bytes that `length` bytes turn into. */
export function compressedMost(length: number): number {
  return length + Math.ceil(length / 255) + 16;
}

/** Writes `source` as one block to `target` from `at` on, where {@link compressedMost} bytes fit. @returns its end */
export function compress(source: Uint8Array, target: Uint8Array, at: number): number {
  const { length } = source;
  let anchor = 0;
  let end = at;
  table.fill(0);
  for (let position = 0, misses = 0; position < length - MATCH_END; ) {
    const candidate = lookUp(source, position);
    if (candidate < 0) {
      misses += 1;
      position += 1 + (misses >> STEP_SHIFT);
      continue;
    }
    misses = 0;
    const matched = matchLength(source, candidate, position);
    end = writeLiterals(source.subarray(anchor, position), matched, target, end);
    end = writeMatch(target, end, position - candidate, matched);
    position += matched;
    anchor = position;
  }
  return writeLiterals(source.subarray(anchor), MATCH_LEAST, target, end);
}

/** Where the four bytes at `position` stood before; -1 for nowhere. They are remembered as standing here. */
function lookUp(source: Uint8Array, position: number): number {
  const sequence = readU32(source, position);
  const hash = Math.imul(sequence, HASH_MULTIPLIER) >>> (32 - HASH_BITS);
  const candidate = (table[hash] as number) - 1;
  table[hash] = position + 1;
  if (candidate < 0 || position - candidate > DISTANCE_MOST) return -1;
  return readU32(source, candidate) === sequence ? candidate : -1;
}

function matchLength(source: Uint8Array, candidate: number, position: number): number {
  const most = source.length - LAST_LITERALS - position;
  let matched = MATCH_LEAST;
  while (matched < most && source[candidate + matched] === source[position + matched]) matched += 1;
  return matched;
}

/** Writes a sequence's token, for a match of `matched` bytes behind, and its literals. @returns the end */
function writeLiterals(literals: Uint8Array, matched: number, target: Uint8Array, start: number): number {
  const { length } = literals;
  target[start] = (Math.min(15, length) << 4) | Math.min(15, matched - MATCH_LEAST);
  let at = start + 1;
  if (length >= 15) at = writeLength(target, at, length - 15);
  for (let i = 0; i < length; i += 1, at += 1) target[at] = literals[i] as number;
  return at;
}

function writeMatch(target: Uint8Array, start: number, distance: number, matched: number): number {
  writeU16(target, start, distance);
  const more = matched - MATCH_LEAST;
  return more >= 15 ? writeLength(target, start + 2, more - 15) : start + 2;
}

function writeLength(target: Uint8Array, start: number, length: number): number {
  let at = start;
  let rest = length;
  for (; rest >= 255; rest -= 255, at += 1) target[at] = 255;
  target[at] = rest;
  return at + 1;
}

/** Turns a block back into exactly `length` bytes; undefined when it is none of that length. */
export function decompress(block: Uint8Array, length: number): Uint8Array | undefined {
  const unpacking = new Unpacking(block, length);
  while (unpacking.literals()) {
    if (unpacking.isDone) return unpacking.target;
    if (!unpacking.match()) return undefined;
  }
  return undefined;
}

/** A block on its way back; each step is one half of a sequence, and false when that can't be. */
class Unpacking {
  readonly target: Uint8Array;
  readonly #block: Uint8Array;
  /** Position in the block, and in the target. */
  #from = 0;
  #to = 0;
  #token = 0;

  constructor(block: Uint8Array, length: number) {
    this.#block = block;
    this.target = new Uint8Array(length);
  }

  /** True when everything was read and the target is full: a block ends with literals. */
  get isDone(): boolean {
    return this.#from === this.#block.length && this.#to === this.target.length;
  }

  literals(): boolean {
    if (this.#from >= this.#block.length) return false;
    this.#token = this.#block[this.#from] as number;
    this.#from += 1;
    const length = this.#readLength(this.#token >> 4);
    if (this.#from + length > this.#block.length || this.#to + length > this.target.length) return false;
    const { target } = this;
    const block = this.#block;
    let from = this.#from;
    let to = this.#to;
    for (const stop = from + length; from < stop; from += 1, to += 1) target[to] = block[from] as number;
    this.#from = from;
    this.#to = to;
    return true;
  }

  match(): boolean {
    if (this.#from + 2 > this.#block.length) return false;
    const distance = readU16(this.#block, this.#from);
    this.#from += 2;
    const length = MATCH_LEAST + this.#readLength(this.#token & 15);
    if (distance === 0 || distance > this.#to || this.#to + length > this.target.length) return false;
    const { target } = this;
    let to = this.#to;
    // Byte by byte, for a match may reach into itself.
    for (const stop = to + length; to < stop; to += 1) target[to] = target[to - distance] as number;
    this.#to = to;
    return true;
  }

  /** A length of 15 goes on in further bytes, up to the first below 255. */
  #readLength(first: number): number {
    let length = first;
    for (let byte = first === 15 ? 255 : 0; byte === 255 && this.#from < this.#block.length; this.#from += 1) {
      byte = this.#block[this.#from] as number;
      length += byte;
    }
    return length;
  }
}
