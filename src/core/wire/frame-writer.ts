import { BODY_MAX, HEADER_MAX, LENGTH_SIZE } from './constants.ts';

const encoder = new TextEncoder();
/** UTF-8 needs at most this many bytes for one UTF-16 code unit. */
const UTF8_BYTES_PER_UNIT = 3;
const FIRST_CAPACITY = 4_096;
/** Bytes up to which copying in a loop is quicker, as measured. */
const LOOP_MAX = 40;

/**
 * Writes frames one after another into one growing buffer, so that all that a turn of the event loop produced
 * leaves as one piece.
 */
export class FrameWriter {
  #buffer: Uint8Array;
  #view: DataView;
  #length = 0;
  #frameStart = 0;

  constructor(capacity = FIRST_CAPACITY) {
    this.#buffer = new Uint8Array(capacity);
    this.#view = new DataView(this.#buffer.buffer);
  }

  /** Bytes written since the last {@link take}. */
  get length(): number {
    return this.#length;
  }

  /**
   * Appends a frame. `header` is JSON text that the caller made; `body`'s length must stand in its `total_size`.
   * @throws RangeError when the header is longer than 65,535 bytes or the body than 1 MiB: the caller's defect
   */
  write(header: string, body?: Uint8Array): void {
    const bodyLength = body?.length ?? 0;
    if (bodyLength > BODY_MAX) throw new RangeError(`body of ${bodyLength} bytes`);
    this.#reserve(LENGTH_SIZE + header.length * UTF8_BYTES_PER_UNIT + bodyLength);
    const start = this.#length + LENGTH_SIZE;
    const { written } = encoder.encodeInto(header, this.#buffer.subarray(start));
    if (written > HEADER_MAX) throw new RangeError(`header of ${written} bytes`);
    this.#view.setInt32(this.#length, written, true);
    if (body) this.#buffer.set(body, start + written);
    this.#length = start + written + bodyLength;
  }

  /** Starts a frame whose header is put together from bytes, at most `longest` of them; {@link endFrame} ends it. */
  beginFrame(longest: number): void {
    this.#reserve(LENGTH_SIZE + longest);
    this.#frameStart = this.#length;
    this.#length += LENGTH_SIZE;
  }

  /** Appends to the frame begun: `bytes` from `from` up to `to` (exclusive). */
  copy(bytes: Uint8Array, from = 0, to = bytes.length): void {
    // For a few bytes a loop beats a view.
    if (to - from > LOOP_MAX) {
      this.#buffer.set(bytes.subarray(from, to), this.#length);
      this.#length += to - from;
      return;
    }
    const buffer = this.#buffer;
    let length = this.#length;
    for (let at = from; at < to; at += 1) {
      buffer[length] = bytes[at] as number;
      length += 1;
    }
    this.#length = length;
  }

  /** Appends a short text that is ASCII only, such as a number. */
  ascii(text: string): void {
    const buffer = this.#buffer;
    const length = this.#length;
    for (let at = 0; at < text.length; at += 1) buffer[length + at] = text.charCodeAt(at);
    this.#length = length + text.length;
  }

  endFrame(): void {
    this.#view.setInt32(this.#frameStart, this.#length - this.#frameStart - LENGTH_SIZE, true);
  }

  /** Appends bytes that are frames already. */
  writeRaw(frames: Uint8Array): void {
    this.#reserve(frames.length);
    this.#buffer.set(frames, this.#length);
    this.#length += frames.length;
  }

  /** Everything written so far, valid until more is. */
  written(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  /** A copy of everything written, which the caller owns; the writer starts again at nothing. */
  take(): Uint8Array {
    const bytes = this.#buffer.slice(0, this.#length);
    this.#length = 0;
    return bytes;
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#buffer.length) return;
    let capacity = this.#buffer.length;
    while (capacity < needed) capacity *= 2;
    const grown = new Uint8Array(capacity);
    grown.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = grown;
    this.#view = new DataView(grown.buffer);
  }
}

/** A text in UTF-8. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * UTF8_BYTES_PER_UNIT);
  return bytes.slice(0, encoder.encodeInto(text, bytes).written);
}

/** Encodes one frame: a header object and, where its `total_size` says so, a body. */
export function encodeFrame(header: object, body?: Uint8Array): Uint8Array {
  const writer = new FrameWriter();
  writer.write(JSON.stringify(header), body);
  return writer.take();
}
