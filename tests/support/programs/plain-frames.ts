/**
 * Frames as DESIGN section 4 and docs/protocol.md describe them, written from the text and not from src/core, so
 * that an error in the app's encoder or decoder can't hide behind the same error here.
 */

export interface PlainFrame {
  readonly header: Record<string, unknown> & { readonly type: string };
  readonly body: Buffer;
}

/** `struct.pack('<i', n)`. */
export function pack(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(length);
  return bytes;
}

/** A frame of any header text, valid or not. */
export function rawFrame(header: string | Uint8Array, body: Uint8Array = Buffer.alloc(0)): Buffer {
  const bytes = Buffer.from(header);
  return Buffer.concat([pack(bytes.length), bytes, body]);
}

/** A frame. */
export function frame(header: object, body?: Uint8Array): Buffer {
  return rawFrame(JSON.stringify(header), body);
}

/** What a host's lines of text begin with. */
const TEXT = '* ';

/**
 * Takes whole frames off the front of a stream. Who was silent for a second before its `hello`, as on a busy machine, is
 * greeted with lines of text before them.
 */
export class PlainReader {
  #chunks: Buffer[] = [];
  #hadFrames = false;
  #length = 0;
  #needed = 4;

  push(chunk: Uint8Array): PlainFrame[] {
    this.#chunks.push(Buffer.from(chunk));
    this.#length += chunk.length;
    const frames: PlainFrame[] = [];
    if (this.#length < this.#needed) return frames;
    let bytes = Buffer.concat(this.#chunks);
    for (;;) {
      this.#needed = 4;
      if (bytes.length < 4) break;
      if (!this.#hadFrames && bytes.toString('latin1', 0, TEXT.length) === TEXT) {
        const end = bytes.indexOf('\n') + 1;
        if (end === 0) break;
        bytes = bytes.subarray(end);
        continue;
      }
      this.#hadFrames = true;
      const headerLength = bytes.readInt32LE(0);
      if (headerLength < 1 || headerLength > 65_535) throw new Error(`the host sent header_length ${headerLength}`);
      this.#needed = 4 + headerLength;
      if (bytes.length < this.#needed) break;
      const header = JSON.parse(bytes.toString('utf8', 4, 4 + headerLength));
      const bodyLength: number = header.total_size ?? 0;
      this.#needed = 4 + headerLength + bodyLength;
      if (bytes.length < this.#needed) break;
      frames.push({ header, body: bytes.subarray(4 + headerLength, this.#needed) });
      bytes = bytes.subarray(this.#needed);
    }
    this.#chunks = [bytes];
    this.#length = bytes.length;
    return frames;
  }
}
