import { LENGTH_SIZE } from '../wire/constants.ts';
import type { Frame } from '../wire/frame.ts';
import { FrameDecoder } from '../wire/frame-decoder.ts';
import { isProtocolError, type ProtocolError } from '../wire/protocol-error.ts';

/** A stretch of a stream of frames, by the offset from where tracking began. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** A frame, a breach, the bytes of a line, or undefined for the beginning of something whose rest is to come. */
  readonly found: Frame | ProtocolError | Uint8Array | undefined;
}

/** A line without an end is shown in pieces of this length. */
const LINE_MOST = 4_096;
const NEWLINE = 0x0a;
const BRACE = 0x7b;
/** What frames begin with and text does not: the two high bytes of a length up to 65,535. */
const ZEROS_AT = 2;
const NO_BYTES = new Uint8Array(0);

/**
 * Where a frame begins in bytes that begin anywhere, or -1. JSON holds no zero byte, so two of them before a brace are
 * the end of a length: nothing else of a stream without bodies looks like it.
 */
export function findFrameStart(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(0); at >= 0 && at + ZEROS_AT < bytes.length; at = bytes.indexOf(0, at + 1)) {
    // The first of the two zeros is the third byte of a length, but a short length has a zero before them.
    const start = at - ZEROS_AT;
    if (start >= 0 && looksLikeFrame(bytes, start)) return start;
  }
  return -1;
}

/** Whether a length of 1 to 65,535 and a brace stand there. */
export function looksLikeFrame(bytes: Uint8Array, at: number): boolean {
  if (bytes[at + 2] !== 0 || bytes[at + 3] !== 0 || bytes[at + 4] !== BRACE) return false;
  return bytes[at] !== 0 || bytes[at + 1] !== 0;
}

/** Finds frames in a stream, and where they stand; in a stream of text its lines. */
export class FrameTracker {
  readonly #decoder = new FrameDecoder();
  #state: 'searching' | 'undecided' | 'frames' | 'text' | 'broken';
  /** Offset behind what came, and behind what was found. */
  #end = 0;
  #done = 0;
  /** What came and was not found to be anything: fewer than four bytes, or a line without its end. */
  #held: Uint8Array = NO_BYTES;

  /** @param isFromStart the first byte is that of a frame or a line, as on a new link */
  constructor(isFromStart: boolean) {
    this.#state = isFromStart ? 'undecided' : 'searching';
  }

  /** Takes the next bytes. @returns what they complete, and at last what they leave open */
  push(bytes: Uint8Array): readonly Stretch[] {
    this.#end += bytes.length;
    const fresh = this.#settle(bytes);
    const stretches: Stretch[] = [];
    if (this.#state === 'frames') this.#findFrames(fresh, stretches);
    if (this.#state === 'text') this.#findLines(fresh, stretches);
    if (this.#state === 'broken' || this.#state === 'searching') this.#done = this.#end;
    if (this.#done < this.#end) stretches.push({ from: this.#done, to: this.#end, found: undefined });
    return stretches;
  }

  /** Finds out what kind of stream this is. @returns the bytes to go on with */
  #settle(bytes: Uint8Array): Uint8Array {
    if (this.#state === 'searching') {
      const start = findFrameStart(bytes);
      if (start < 0) return NO_BYTES;
      this.#state = 'frames';
      this.#done = this.#end - bytes.length + start;
      return bytes.subarray(start);
    }
    if (this.#state !== 'undecided') return bytes;
    const all = joined(this.#held, bytes);
    const isText = all.subarray(ZEROS_AT, LENGTH_SIZE).some((byte) => byte !== 0);
    if (!isText && all.length < LENGTH_SIZE) {
      this.#held = all.slice();
      return NO_BYTES;
    }
    this.#held = NO_BYTES;
    this.#state = isText ? 'text' : 'frames';
    return all;
  }

  #findFrames(bytes: Uint8Array, stretches: Stretch[]): void {
    this.#decoder.push(bytes);
    for (let found = this.#decoder.next(); found !== undefined; found = this.#decoder.next()) {
      const from = this.#done;
      if (isProtocolError(found)) {
        this.#state = 'broken';
        stretches.push({ from, to: this.#end, found });
        return;
      }
      this.#done += this.#decoder.raw().length;
      stretches.push({ from, to: this.#done, found });
    }
  }

  #findLines(bytes: Uint8Array, stretches: Stretch[]): void {
    let rest = joined(this.#held, bytes);
    for (let end = rest.indexOf(NEWLINE); ; end = rest.indexOf(NEWLINE)) {
      const length = end >= 0 && end < LINE_MOST ? end + 1 : rest.length >= LINE_MOST ? LINE_MOST : 0;
      if (length === 0) break;
      stretches.push({ from: this.#done, to: this.#done + length, found: rest.subarray(0, length) });
      this.#done += length;
      rest = rest.subarray(length);
    }
    this.#held = rest.slice();
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
