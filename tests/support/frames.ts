import type { Frame, FrameHeader } from '../../src/core/wire/frame.ts';
import { FrameDecoder } from '../../src/core/wire/frame-decoder.ts';
import { isProtocolError, type ProtocolError } from '../../src/core/wire/protocol-error.ts';

const utf8 = new TextEncoder();

/** A frame put together without the code under test: length, header text (or an object, as JSON), body. */
export function rawFrame(header: string | object, body = new Uint8Array(0)): Uint8Array {
  const text = utf8.encode(typeof header === 'string' ? header : JSON.stringify(header));
  return concat([lengthBytes(text.length), text, body]);
}

/** `header_length` as `struct.pack('<i', n)` writes it. */
export function lengthBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, length, true);
  return bytes;
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A frame that owns its bytes, and those with which it travelled. */
export interface ReceivedFrame extends Frame {
  readonly raw: Uint8Array;
}

/** All that `decoder` has to say now: frames, with bytes of their own, and the breach. */
export function drain(decoder: FrameDecoder): (ReceivedFrame | ProtocolError)[] {
  const found: (ReceivedFrame | ProtocolError)[] = [];
  for (let one = decoder.next(); one !== undefined; one = decoder.next()) {
    found.push(isProtocolError(one) ? one : { header: one.header, body: one.body.slice(), raw: decoder.raw().slice() });
  }
  return found;
}

/** Feeds `chunks` one by one. */
export function decodeAll(chunks: readonly Uint8Array[]): (ReceivedFrame | ProtocolError)[] {
  const decoder = new FrameDecoder();
  return chunks.flatMap((chunk) => {
    decoder.push(chunk);
    return drain(decoder);
  });
}

/** The headers in `bytes`, which must be whole frames. */
export function headersOf(bytes: Uint8Array): FrameHeader[] {
  return decodeAll([bytes]).map((one) => {
    if (isProtocolError(one)) throw new Error(`no frame: ${one.text}`);
    return one.header;
  });
}
