import { asciiBytes } from './ascii.ts';

/** Bytes that are copied often, ready to be copied four at a time. */
export interface ByteWords {
  /** Bytes, without those that fill up the last word. */
  readonly length: number;
  /** Little-endian. */
  readonly words: Int32Array;
}

export const WORD_SIZE = 4;

/** Prepares bytes for {@link ByteWords}. */
export function byteWords(bytes: Uint8Array): ByteWords {
  const words = new Int32Array(Math.ceil(bytes.length / WORD_SIZE));
  for (let at = 0; at < bytes.length; at += 1)
    words[at >> 2] = (words[at >> 2] ?? 0) | ((bytes[at] ?? 0) << (8 * (at & 3)));
  return { length: bytes.length, words };
}

/** The same of a text that is ASCII only. */
export function asciiWords(text: string): ByteWords {
  return byteWords(asciiBytes(text));
}

/** Looks whether these bytes stand at `at`, all of which must be inside of `view`. */
export function standsAt(view: DataView, at: number, { length, words }: ByteWords): boolean {
  const whole = length >> 2;
  for (let index = 0; index < whole; index += 1) {
    if (view.getInt32(at + index * WORD_SIZE, true) !== words[index]) return false;
  }
  const last = words[whole] ?? 0;
  for (let rest = whole * WORD_SIZE; rest < length; rest += 1) {
    if (view.getUint8(at + rest) !== ((last >>> (8 * (rest & 3))) & 0xff)) return false;
  }
  return true;
}

/** Bytes that the engine copies at a time, as a whole number of 64 bits: half as many steps as with words of four bytes. */
export const STEP_SIZE = 8;

/**
 * Copies what stands in `from` from `start` up to `end` (exclusive) to `at` in `to`: for a few hundred bytes that is quicker than
 * a call out of JavaScript. Up to {@link STEP_SIZE} - 1 bytes of `to` behind the copy are overwritten with anything.
 */
export function copyLoosely(from: DataView, start: number, end: number, to: DataView, at: number): void {
  const shift = at - start;
  let next = start;
  const last = Math.min(end, from.byteLength - STEP_SIZE + 1);
  for (; next < last; next += STEP_SIZE) to.setBigInt64(next + shift, from.getBigInt64(next, true), true);
  for (; next < end; next += 1) to.setUint8(next + shift, from.getUint8(next));
}

let lastBuffer: ArrayBufferLike = new ArrayBuffer(0);
let lastView: DataView = new DataView(lastBuffer);

/** A view on all of a buffer. Nearly everything that is received stands in the same buffer, so the last view is kept. */
export function viewOf(buffer: ArrayBufferLike): DataView {
  if (buffer !== lastBuffer) {
    lastBuffer = buffer;
    lastView = new DataView(buffer);
  }
  return lastView;
}
