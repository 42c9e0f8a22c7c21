import type { FrameHeader } from './frame.ts';
import { FrameDecoder } from './frame-decoder.ts';
import { isProtocolError } from './protocol-error.ts';

/** Headers of the frames in `bytes`, up to the first that is broken or cut off: what comes in one piece or not at all. */
export function* headersIn(bytes: Uint8Array): Generator<FrameHeader> {
  const decoder = new FrameDecoder();
  decoder.push(bytes);
  for (let frame = decoder.next(); frame && !isProtocolError(frame); frame = decoder.next()) yield frame.header;
}
