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
    const sequence = readU32(source, position) | 0;
    const hash = Math.imul(sequence, HASH_MULTIPLIER) >>> (32 - HASH_BITS);
    const candidate = (table[hash] as number) - 1;
    table[hash] = position + 1;
    const isMatch =
      candidate >= 0 && position - candidate <= DISTANCE_MOST && (readU32(source, candidate) | 0) === sequence;
    if (!isMatch) {
      misses += 1;
      position += 1 + (misses >> STEP_SHIFT);
      continue;
    }
    misses = 0;
    const limit = length - LAST_LITERALS;
    let matched = MATCH_LEAST;
    while (position + matched < limit && source[candidate + matched] === source[position + matched]) matched += 1;
    end = writeSequence(source, anchor, position, target, end, position - candidate, matched);
    position += matched;
    anchor = position;
  }
  return writeSequence(source, anchor, length, target, end, 0, 0);
}

/** Writes the literals from `from` to `to`, and the match behind them unless `distance` is 0. */
function writeSequence(
  source: Uint8Array,
  from: number,
  to: number,
  target: Uint8Array,
  start: number,
  distance: number,
  matched: number,
): number {
  const literals = to - from;
  const more = distance === 0 ? 0 : matched - MATCH_LEAST;
  target[start] = (Math.min(15, literals) << 4) | Math.min(15, more);
  let at = start + 1;
  if (literals >= 15) at = writeLength(target, at, literals - 15);
  for (let i = from; i < to; i += 1, at += 1) target[at] = source[i] as number;
  if (distance === 0) return at;
  writeU16(target, at, distance);
  at += 2;
  return more >= 15 ? writeLength(target, at, more - 15) : at;
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
  const target = new Uint8Array(length);
  let at = 0;
  for (let position = 0; position < block.length; ) {
    const token = block[position] as number;
    position += 1;
    let literals = token >> 4;
    if (literals === 15) {
      let byte = 255;
      for (; byte === 255 && position < block.length; position += 1) literals += byte = block[position] as number;
    }
    if (position + literals > block.length || at + literals > length) return undefined;
    for (const stop = position + literals; position < stop; position += 1, at += 1)
      target[at] = block[position] as number;
    if (position === block.length) return at === length ? target : undefined;
    if (position + 2 > block.length) return undefined;
    const distance = readU16(block, position);
    position += 2;
    let matched = (token & 15) + MATCH_LEAST;
    if (matched === 15 + MATCH_LEAST) {
      let byte = 255;
      for (; byte === 255 && position < block.length; position += 1) matched += byte = block[position] as number;
    }
    if (distance === 0 || distance > at || at + matched > length) return undefined;
    // Byte by byte, for a match may reach into itself.
    for (const stop = at + matched; at < stop; at += 1) target[at] = target[at - distance] as number;
  }
  return undefined;
}
