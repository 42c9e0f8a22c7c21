import type { HandshakeDone } from '../../core/secure/handshake.ts';
import type { HostIdentity } from '../../core/secure/handshake-host.ts';
import type { HandshakePace } from '../../core/secure/handshake-pace.ts';
import type { SecureCrypto } from '../../core/secure/secure-crypto.ts';
import { StreamHost } from '../../core/secure/stream-host.ts';
import { encodeFrame } from '../../core/wire/frame-writer.ts';
import { type ProtocolError, protocolError } from '../../core/wire/protocol-error.ts';
import { SEALING_LIMITS } from '../../shared/secure/sealing-limits.ts';
import type { StreamLink } from '../net/stream-link.ts';
import { monotonicNow } from '../time/clocks.ts';

/** What handshakes of a hosted room go by. */
export interface SealingParts {
  readonly crypto: SecureCrypto;
  readonly pace: HandshakePace;
  /** Who the host is, with the certificate as it is now. */
  readonly host: () => HostIdentity;
}

/** What hears how a handshake ends. */
export interface SealingListener {
  /** The guest is known. `rest`: the first records, if any came. */
  sealed(done: HandshakeDone, rest: Uint8Array): void;
  /** The link ends, with a reason where that may be said in clear. */
  refused(why: ProtocolError | undefined): void;
}

const TOO_MANY = protocolError('too_many_links', 'too many links are opened at the same time: wait a little');

/** The handshake of one link that somebody opened: held to the pace of all of them, since it costs more than anything else. */
export class LinkSealing {
  readonly #parts: SealingParts;
  readonly #stream: StreamLink;
  readonly #listener: SealingListener;
  #handshake: StreamHost | undefined;
  #waits: NodeJS.Timeout | undefined;
  #isAnswered = false;
  #isOver = false;

  constructor(parts: SealingParts, stream: StreamLink, listener: SealingListener) {
    this.#parts = parts;
    this.#stream = stream;
    this.#listener = listener;
  }

  /** Message 2 went out and the guest did not answer it yet: it takes whatever comes now for records, so that nothing may be said in clear. */
  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  /** Takes the first bytes, of which some are the guest's first message. */
  begin(bytes: Uint8Array): void {
    const wait = this.#parts.pace.begin(this.#stream.address, monotonicNow(), SEALING_LIMITS.handshakeWaitMs);
    if (wait === undefined) return this.#refuse(TOO_MANY);
    if (wait === 0) return this.#start(bytes);
    const kept = bytes.slice();
    // Who hears nothing would take this host for one that does not seal.
    this.#stream.send(encodeFrame({ type: 'waiting' }));
    this.#stream.pause(true);
    this.#waits = setTimeout(() => {
      this.#stream.pause(false);
      this.#start(kept);
    }, wait);
  }

  /** Takes what one `recv()` returned. */
  received(chunk: Uint8Array): void {
    if (!this.#handshake || this.#isOver) return;
    this.#handshake.push(chunk);
    for (let step = this.#handshake.next(); step !== undefined && !this.#isOver; step = this.#handshake.next()) {
      if (step.kind === 'send') this.#answer(step.bytes);
      else if (step.kind === 'failed') this.#refuse(undefined);
      else {
        this.#isOver = true;
        this.#listener.sealed(step.done, step.rest);
      }
    }
  }

  /** The link is gone. */
  closed(): void {
    this.#isOver = true;
    clearTimeout(this.#waits);
  }

  #answer(message: Uint8Array): void {
    this.#stream.send(message);
    this.#isAnswered = true;
  }

  #start(bytes: Uint8Array): void {
    this.#handshake = new StreamHost(this.#parts.crypto, this.#parts.host());
    this.received(bytes);
  }

  #refuse(why: ProtocolError | undefined): void {
    this.#isOver = true;
    this.#listener.refused(why);
  }
}
