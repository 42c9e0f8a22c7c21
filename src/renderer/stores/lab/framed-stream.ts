import type { LabChunk } from '../../../shared/lab/lab-models.ts';
import type { ByteKind, ByteSpan } from '../../../shared/wire/wire-model.ts';

/** Bytes of the length in front of each message, little-endian as Python's `struct.pack('<i', n)` writes it. */
const LENGTH_BYTES = 4;

export interface FramedStream {
  /** The messages that are there from their first byte to their last. */
  readonly messages: readonly string[];
  /** By the number of the chunk: which of its bytes are a length, and which a message. */
  readonly spans: ReadonlyMap<number, readonly ByteSpan[]>;
}

/** Reads a length, then as many bytes, and so on, whatever pieces they come in. */
class Reader {
  readonly messages: string[] = [];
  #kind: ByteKind = 'length';
  #wanted = LENGTH_BYTES;
  #held: number[] = [];

  /** @returns what the bytes of the next chunk are */
  read(bytes: Uint8Array): readonly ByteSpan[] {
    const spans: ByteSpan[] = [];
    for (let from = 0; from < bytes.length; ) {
      const to = Math.min(bytes.length, from + this.#wanted - this.#held.length);
      spans.push({ from, to, kind: this.#kind });
      this.#held.push(...bytes.subarray(from, to));
      from = to;
      if (this.#held.length === this.#wanted) this.#complete();
    }
    return spans;
  }

  #complete(): void {
    const whole = Uint8Array.from(this.#held);
    this.#held = [];
    if (this.#kind === 'body') this.messages.push(new TextDecoder().decode(whole));
    const length = this.#kind === 'length' ? new DataView(whole.buffer).getInt32(0, true) : 0;
    this.#kind = length > 0 ? 'body' : 'length';
    this.#wanted = length > 0 ? length : LENGTH_BYTES;
  }
}

/** What somebody who knows the length header makes of the chunks that came in, connection by connection. */
export function framedStream(chunks: readonly LabChunk[]): FramedStream {
  const readers = new Map<number, Reader>();
  const spans = new Map<number, readonly ByteSpan[]>();
  for (const { direction, connection, number, bytes } of chunks) {
    if (direction === 'out') continue;
    const reader = readers.get(connection) ?? new Reader();
    readers.set(connection, reader);
    spans.set(number, reader.read(bytes));
  }
  return { messages: [...readers.values()].flatMap(({ messages }) => messages), spans };
}
