import { GrowingBytes } from '../growing-bytes.ts';
import { HEADER_MAX, HEADER_MIN, LENGTH_SIZE } from '../wire/constants.ts';
import type { FrameHeader } from '../wire/frame.ts';
import { parseHeader } from '../wire/frame-decoder.ts';
import { isProtocolError, type ProtocolError, protocolError } from '../wire/protocol-error.ts';

/** What reads a file link. */
export interface FileFrames {
  /** A frame's header. @returns how many raw bytes follow it, or why the link can't go on */
  header(header: FrameHeader): number | ProtocolError;
  /** Some of the bytes that follow, as they came; theirs is the memory. */
  bytes(chunk: Uint8Array): void;
  /** All bytes that follow the last header came; also when there were none. */
  end(): void;
  /** False while no further frame is to be read: what comes is kept until {@link FileDecoder.goOn}. */
  mayGoOn?(): boolean;
}

/**
 * Finds headers and what follows them in a stream that may be cut anywhere. Unlike the chat's decoder it hands bytes
 * on as they come and keeps none: what follows a header may be larger than memory.
 */
export class FileDecoder {
  readonly #frames: FileFrames;
  /** The beginning of a header that is not whole yet. */
  readonly #head = new GrowingBytes();
  /** What came behind the frame at which reading stopped. */
  #held = new GrowingBytes();
  #isReading = false;
  #following = 0;
  #hasFailed = false;

  constructor(frames: FileFrames) {
    this.#frames = frames;
  }

  /** Takes what one `recv()` returned. @returns the breach, once; nothing is read after it */
  push(chunk: Uint8Array): ProtocolError | undefined {
    if (this.isWaiting) {
      this.#held.append(chunk);
      return this.goOn();
    }
    return this.#read(chunk);
  }

  /** True while something is kept that was not read. */
  get isWaiting(): boolean {
    return this.#held.length > 0;
  }

  /** True when all that came was read. */
  get isIdle(): boolean {
    return !this.#isReading && !this.isWaiting;
  }

  /** Reads on in what was kept. @returns the breach, once */
  goOn(): ProtocolError | undefined {
    if (!this.isWaiting || !this.#mayGoOn()) return undefined;
    const { bytes } = this.#held;
    this.#held = new GrowingBytes();
    return this.#read(bytes);
  }

  #read(chunk: Uint8Array): ProtocolError | undefined {
    this.#isReading = true;
    try {
      return this.#readFrames(chunk);
    } finally {
      this.#isReading = false;
    }
  }

  #readFrames(chunk: Uint8Array): ProtocolError | undefined {
    let rest = chunk;
    while (rest.length > 0 && !this.#hasFailed) {
      if (!this.#mayGoOn()) {
        this.#held.append(rest);
        return undefined;
      }
      const next = this.#following > 0 ? this.#follow(rest) : this.#readHead(rest);
      if (isProtocolError(next)) {
        this.#hasFailed = true;
        return next;
      }
      rest = next;
    }
    return undefined;
  }

  #mayGoOn(): boolean {
    return this.#following > 0 || this.#frames.mayGoOn === undefined || this.#frames.mayGoOn();
  }

  /** Stops reading for good, such as in the middle of a chunk. */
  stop(): void {
    this.#hasFailed = true;
  }

  #follow(bytes: Uint8Array): Uint8Array {
    const taken = Math.min(bytes.length, this.#following);
    this.#following -= taken;
    this.#frames.bytes(taken === bytes.length ? bytes : bytes.subarray(0, taken));
    if (this.#following === 0) this.#frames.end();
    return bytes.subarray(taken);
  }

  /** @returns what is left of `bytes` behind the header, all of it when no header is whole */
  #readHead(bytes: Uint8Array): Uint8Array | ProtocolError {
    const head = this.#head;
    const before = head.length;
    const wanted = before < LENGTH_SIZE ? LENGTH_SIZE : LENGTH_SIZE + lengthOf(head.bytes);
    const taken = Math.min(bytes.length, wanted - before);
    head.append(bytes.subarray(0, taken));
    const rest = bytes.subarray(taken);
    if (head.length < wanted) return rest;
    if (wanted === LENGTH_SIZE) return this.#checkLength(rest);
    const header = parseHeader(head.bytes.subarray(LENGTH_SIZE));
    head.clear();
    return this.#begin(header, rest);
  }

  #checkLength(rest: Uint8Array): Uint8Array | ProtocolError {
    const length = lengthOf(this.#head.bytes);
    if (length >= HEADER_MIN && length <= HEADER_MAX) return rest;
    return protocolError('bad_header_length', `header_length is ${length}; it must be ${HEADER_MIN} to ${HEADER_MAX}`);
  }

  #begin(header: FrameHeader | undefined, rest: Uint8Array): Uint8Array | ProtocolError {
    if (header === undefined) {
      return protocolError('bad_header', 'the header must be one JSON object in UTF-8 with a string "type"');
    }
    const following = this.#frames.header(header);
    if (typeof following !== 'number') return following;
    this.#following = following;
    if (following === 0) this.#frames.end();
    return rest;
  }
}

/** What the first four bytes of a frame say of its header. */
export function lengthOf(head: Uint8Array): number {
  return new DataView(head.buffer, head.byteOffset, head.byteLength).getInt32(0, true);
}
