import { type ByteWords, copyLoosely, STEP_SIZE, WORD_SIZE } from './byte-words.ts';
import { BODY_MAX, HEADER_MAX, LENGTH_SIZE } from './constants.ts';

const encoder = new TextEncoder();
/** UTF-8 needs at most this many bytes for one UTF-16 code unit. */
const UTF8_BYTES_PER_UNIT = 3;
const FIRST_CAPACITY = 4_096;

/**
 * Writes frames one after another into one growing buffer, so that all that a turn of the event loop produced
 * leaves as one piece.
 */
export class FrameWriter {
  readonly #usualCapacity: number;
  #buffer: Uint8Array;
  #view: DataView;
  /** What was written and not taken: `#buffer[#start .. #end)`. What stands before belongs to whoever detached it. */
  #start = 0;
  #end = 0;
  #frameStart = 0;

  constructor(capacity = FIRST_CAPACITY) {
    this.#usualCapacity = capacity;
    this.#buffer = new Uint8Array(capacity);
    this.#view = new DataView(this.#buffer.buffer);
  }

  /** Bytes written since the last {@link take} or {@link detach}. */
  get length(): number {
    return this.#end - this.#start;
  }

  /** Bytes that fit in before the buffer grows. */
  get capacity(): number {
    return this.#buffer.length;
  }

  /**
   * Appends a frame. `header` is JSON text that the caller made; `body`'s length must stand in its `total_size`.
   * @throws RangeError when the header is longer than 65,535 bytes or the body than 1 MiB: the caller's defect
   */
  write(header: string, body?: Uint8Array): void {
    const bodyLength = body?.length ?? 0;
    if (bodyLength > BODY_MAX) throw new RangeError(`body of ${bodyLength} bytes`);
    this.#reserve(LENGTH_SIZE + header.length * UTF8_BYTES_PER_UNIT + bodyLength);
    const start = this.#end + LENGTH_SIZE;
    const { written } = encoder.encodeInto(header, this.#buffer.subarray(start));
    if (written > HEADER_MAX) throw new RangeError(`header of ${written} bytes`);
    this.#view.setInt32(this.#end, written, true);
    if (body) this.#buffer.set(body, start + written);
    this.#end = start + written + bodyLength;
  }

  /** Starts a frame whose header is put together from parts, at most `longest` bytes; {@link endFrame} ends it. */
  beginFrame(longest: number): void {
    // What is copied is copied in whole steps, so the last of the frame may reach over its end.
    this.#reserve(LENGTH_SIZE + longest + STEP_SIZE);
    this.#frameStart = this.#end;
    this.#end += LENGTH_SIZE;
  }

  /** Appends prepared bytes to the frame begun. */
  addWords({ words, length }: ByteWords): void {
    const view = this.#view;
    const to = this.#end + length;
    let end = this.#end;
    for (let index = 0; end < to; index += 1) {
      view.setInt32(end, words[index] as number, true);
      end += WORD_SIZE;
    }
    this.#end = to;
  }

  /** Appends to the frame begun: what stands in `from` from `start` up to `end` (exclusive). */
  addPart(from: DataView, start: number, end: number): void {
    copyLoosely(from, start, end, this.#view, this.#end);
    this.#end += end - start;
  }

  endFrame(): void {
    this.#view.setInt32(this.#frameStart, this.#end - this.#frameStart - LENGTH_SIZE, true);
  }

  /** Appends bytes that are frames already. */
  writeRaw(frames: Uint8Array): void {
    this.#reserve(frames.length);
    this.#buffer.set(frames, this.#end);
    this.#end += frames.length;
  }

  /** Takes back all that was written behind the first `length` bytes. */
  truncate(length: number): void {
    this.#end = Math.min(this.#end, this.#start + length);
  }

  /** Everything written so far, valid until more is. */
  written(): Uint8Array {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  /** A copy of everything written, which the caller owns; the writer starts again at nothing. */
  take(): Uint8Array {
    const bytes = this.#buffer.slice(this.#start, this.#end);
    this.#end = this.#start;
    return bytes;
  }

  /**
   * The same without a copy: the writer goes on behind these bytes and lets go of its memory when that is full. For a
   * writer that hands on little at a time, where new memory for each would cost more than writing it.
   */
  detach(): Uint8Array {
    const bytes = this.written();
    this.#start = this.#end;
    return bytes;
  }

  #reserve(more: number): void {
    if (this.#end + more <= this.#buffer.length) return;
    const { length } = this;
    let capacity = this.#usualCapacity;
    while (capacity < length + more) capacity *= 2;
    const fresh = new Uint8Array(capacity);
    fresh.set(this.written());
    this.#buffer = fresh;
    this.#view = new DataView(fresh.buffer);
    this.#start = 0;
    this.#end = length;
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
