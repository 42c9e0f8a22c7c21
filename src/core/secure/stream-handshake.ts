import { SEALING_LIMITS } from '../../shared/secure/sealing-limits.ts';
import type { Frame } from '../wire/frame.ts';
import { FrameDecoder } from '../wire/frame-decoder.ts';
import { encodeFrame } from '../wire/frame-writer.ts';
import { isProtocolError, type ProtocolError, protocolError } from '../wire/protocol-error.ts';
import { NOISE_FRAME } from './layout.ts';

/** A message of the handshake as the frame that carries it over a stream. */
export function noiseFrame(message: Uint8Array): Uint8Array {
  return encodeFrame({ type: NOISE_FRAME, total_size: message.length }, message);
}

/** True for the frame that carries a message of the handshake. */
export function isNoise(frame: Frame): boolean {
  return frame.header.type === NOISE_FRAME;
}

const TOO_MUCH = protocolError('bad_message', 'that is more than a handshake needs');

/** The frames of a stream while a handshake goes over it, of which there are only so many bytes. */
export class HandshakeFrames {
  readonly #decoder = new FrameDecoder();
  #bytes = 0;
  #isOver = false;

  /** Takes what one `recv()` returned. */
  push(chunk: Uint8Array): void {
    this.#decoder.push(chunk);
  }

  /** The next whole frame, or what is wrong, once; undefined until more bytes come. */
  next(): Frame | ProtocolError | undefined {
    if (this.#isOver) return undefined;
    const frame = this.#decoder.next();
    if (frame && isProtocolError(frame)) return frame;
    this.#bytes += frame ? this.#decoder.frameLength : 0;
    const waiting = frame ? 0 : this.#decoder.waiting;
    if (this.#bytes + waiting <= SEALING_LIMITS.handshakeBytes) return frame;
    this.#isOver = true;
    return TOO_MUCH;
  }

  /** What came behind the frame that was returned last: behind the last one of the handshake are no frames any more. */
  rest(): Uint8Array {
    return this.#decoder.takeRest();
  }
}
