import { viewOf } from './byte-words.ts';
import { BODY_MAX, HEADER_MAX, HEADER_MIN, LENGTH_SIZE } from './constants.ts';
import type { Frame, FrameHeader } from './frame.ts';
import { findPlainSay, type PlainSay } from './plain-say.ts';
import { type ProtocolError, protocolError } from './protocol-error.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const EMPTY = new Uint8Array(0);

/** What the decoder waits for next. After a breach it stays in `failed`. */
type State = 'length' | 'header' | 'body' | 'skip' | 'failed';

/**
 * Finds frames in a stream that may be cut anywhere. Each limit is checked as soon as the bytes that name it are
 * there, before what it measures is awaited. Holds no bytes while nothing is half received.
 *
 * `push` a chunk, then call `next` until it returns undefined.
 */
export class FrameDecoder {
  #state: State = 'length';
  /** Received and not yet returned: `#buffer[#start .. #end)`. */
  #buffer: Uint8Array = EMPTY;
  #start = 0;
  #end = 0;
  /** True while `#buffer` is this decoder's own, which may be appended to, and not a chunk passed in. */
  #owned = false;
  #headerLength = 0;
  #header: FrameHeader | undefined;
  #bodyLength = 0;
  /** Bytes of a skipped body that are still to come. */
  #skips = 0;
  /** Length of the frame that was returned last, with its body. */
  #length = 0;
  readonly #keepsBodies: boolean;
  /** Where the frame that was returned last began. */
  #rawStart = 0;

  /** @param bodies `skipped` where nobody wants them: then they are dropped as they come, and frames have empty ones */
  constructor(bodies: 'kept' | 'skipped' = 'kept') {
    this.#keepsBodies = bodies === 'kept';
  }

  /** Bytes received and not yet returned. */
  get waiting(): number {
    return this.#end - this.#start;
  }

  /** Length of the frame that {@link next} or {@link nextPlainSay} returned last, with its body. */
  get frameLength(): number {
    return this.#length;
  }

  /** Takes what one `recv()` returned. The decoder may keep looking at `chunk` until the next `push` or {@link keep}. */
  push(received: Uint8Array): void {
    if (this.#state === 'failed') return;
    const skipped = Math.min(this.#skips, received.length);
    this.#skips -= skipped;
    const chunk = skipped > 0 ? received.subarray(skipped) : received;
    const waiting = this.#end - this.#start;
    if (waiting === 0) {
      this.#buffer = chunk;
      this.#start = 0;
      this.#end = chunk.length;
      this.#owned = false;
      return;
    }
    this.#makeRoom(waiting, chunk.length);
    this.#buffer.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** @returns the next whole frame; the breach, once; or undefined until more bytes come */
  next(): Frame | ProtocolError | undefined {
    if (this.#state === 'length') {
      const breach = this.#readLength();
      if (breach) return this.#fail(breach);
    }
    if (this.#state === 'header') {
      const breach = this.#readHeader();
      if (breach) return this.#fail(breach);
    }
    const frame = this.#readBody();
    if (frame === undefined) this.keep();
    return frame;
  }

  /** Takes out what follows the frame that {@link next} returned last, where no frames follow it. */
  takeRest(): Uint8Array {
    const rest = this.#buffer.subarray(this.#start, this.#end);
    this.#release();
    return rest;
  }

  /** Lets go of a chunk whose frames are not asked for yet: what is left of it is copied out. */
  keep(): void {
    const waiting = this.#end - this.#start;
    if (waiting === 0) this.#release();
    else if (!this.#owned) this.#makeRoom(waiting, 0);
  }

  /**
   * Takes the next frame if it is whole and a plain `say`; else it is left for {@link next}.
   * @param longest limit of the text in characters
   */
  nextPlainSay(longest: number): PlainSay | undefined {
    // A breach stays for `next` to find again.
    if (this.#state === 'length' && this.#readLength()) return undefined;
    const from = this.#start + LENGTH_SIZE;
    const to = from + this.#headerLength;
    if (this.#state !== 'header' || this.#end < to) return undefined;
    const { buffer, byteOffset } = this.#buffer;
    const say = findPlainSay(viewOf(buffer), byteOffset + from, byteOffset + to, longest);
    if (say) this.#advance(to);
    return say;
  }

  /** The whole frame that {@link next} returned last, as it travelled, where its body was not skipped. Valid until the next call of either method. */
  raw(): Uint8Array {
    return this.#buffer.subarray(this.#rawStart, this.#start);
  }

  #readLength(): ProtocolError | undefined {
    if (this.#end - this.#start < LENGTH_SIZE) return undefined;
    const bytes = this.#buffer;
    const at = this.#start;
    const length =
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24);
    if (length < HEADER_MIN || length > HEADER_MAX) {
      return protocolError(
        'bad_header_length',
        `header_length is ${length}; it must be ${HEADER_MIN} to ${HEADER_MAX}`,
      );
    }
    this.#headerLength = length;
    this.#state = 'header';
    return undefined;
  }

  #readHeader(): ProtocolError | undefined {
    const from = this.#start + LENGTH_SIZE;
    const to = from + this.#headerLength;
    if (this.#end < to) return undefined;
    const header = parseHeader(this.#buffer.subarray(from, to));
    if (header === undefined) {
      return protocolError('bad_header', 'the header must be one JSON object in UTF-8 with a string "type"');
    }
    const size = header.total_size ?? 0;
    if (typeof size !== 'number' || !Number.isInteger(size) || size < 0 || size > BODY_MAX) {
      return protocolError('bad_body_length', `total_size must be a whole number from 0 to ${BODY_MAX}`);
    }
    this.#header = header;
    this.#bodyLength = size;
    this.#state = 'body';
    return undefined;
  }

  #readBody(): Frame | undefined {
    if (this.#state === 'skip') return this.#skips === 0 ? this.#endSkipped() : undefined;
    if (this.#state !== 'body') return undefined;
    const from = this.#start + LENGTH_SIZE + this.#headerLength;
    const to = from + this.#bodyLength;
    if (this.#end < to) {
      if (!this.#keepsBodies) this.#skipFrom(from);
      return undefined;
    }
    const frame: Frame = {
      header: this.#header as FrameHeader,
      body: this.#bodyLength === 0 || !this.#keepsBodies ? EMPTY : this.#buffer.subarray(from, to),
    };
    this.#header = undefined;
    this.#advance(to);
    return frame;
  }

  #skipFrom(from: number): void {
    this.#skips = this.#bodyLength - (this.#end - from);
    this.#start = this.#end;
    this.#state = 'skip';
  }

  #endSkipped(): Frame {
    this.#state = 'length';
    this.#length = LENGTH_SIZE + this.#headerLength + this.#bodyLength;
    this.#rawStart = this.#start;
    const frame = { header: this.#header as FrameHeader, body: EMPTY };
    this.#header = undefined;
    return frame;
  }

  #advance(to: number): void {
    this.#state = 'length';
    this.#length = to - this.#start;
    this.#rawStart = this.#start;
    this.#start = to;
  }

  /** Keeps what is half received when its chunk goes, and grows by doubling, so that one byte a chunk stays cheap. */
  #makeRoom(waiting: number, more: number): void {
    const needed = waiting + more;
    if (this.#owned && this.#start + needed <= this.#buffer.length) return;
    if (this.#owned && needed <= this.#buffer.length) {
      this.#buffer.copyWithin(0, this.#start, this.#end);
    } else {
      const grown = new Uint8Array(Math.max(needed, this.#owned ? this.#buffer.length * 2 : needed));
      grown.set(this.#buffer.subarray(this.#start, this.#end));
      this.#buffer = grown;
      this.#owned = true;
    }
    this.#start = 0;
    this.#end = waiting;
  }

  #fail(breach: ProtocolError): ProtocolError {
    this.#state = 'failed';
    this.#release();
    return breach;
  }

  #release(): void {
    this.#buffer = EMPTY;
    this.#start = 0;
    this.#end = 0;
    this.#owned = false;
  }
}

/** A header's JSON; undefined when it is none. */
export function parseHeader(bytes: Uint8Array): FrameHeader | undefined {
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return typeof (value as { type?: unknown }).type === 'string' ? (value as FrameHeader) : undefined;
  } catch {
    return undefined;
  }
}
