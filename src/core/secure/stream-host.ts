import { isProtocolError } from '../wire/protocol-error.ts';
import type { HandshakeDone } from './handshake.ts';
import { HandshakeHost, type HostIdentity } from './handshake-host.ts';
import type { SecureCrypto } from './secure-crypto.ts';
import { HandshakeFrames, isNoise, noiseFrame } from './stream-handshake.ts';

/** What the host's end of a handshake does next. */
export type HostStep =
  /** Nothing until more bytes come. */
  | undefined
  | { readonly kind: 'send'; readonly bytes: Uint8Array }
  /** The guest is known; `rest`, which came behind its last message, and all that follows are records, as is what is sent. */
  | { readonly kind: 'sealed'; readonly done: HandshakeDone; readonly rest: Uint8Array }
  /** The link is to be closed. */
  | { readonly kind: 'failed' };

const FAILED: HostStep = { kind: 'failed' };

/** The host's end of the handshake over a stream. What is no message of the handshake is passed over, within bounds. */
export class StreamHost {
  readonly #handshake: HandshakeHost;
  readonly #frames = new HandshakeFrames();

  constructor(crypto: SecureCrypto, host: HostIdentity) {
    this.#handshake = new HandshakeHost(crypto, host);
  }

  /** Takes what one `recv()` returned; call {@link next} until it returns undefined. */
  push(chunk: Uint8Array): void {
    this.#frames.push(chunk);
  }

  next(): HostStep {
    for (let frame = this.#frames.next(); frame !== undefined; frame = this.#frames.next()) {
      if (isProtocolError(frame)) return FAILED;
      if (!isNoise(frame)) continue;
      const step = this.#handshake.read(frame.body);
      if (step.kind === 'failed') return FAILED;
      if (step.kind === 'send') return { kind: 'send', bytes: noiseFrame(step.message) };
      return { kind: 'sealed', done: step, rest: this.#frames.rest() };
    }
    return undefined;
  }
}
