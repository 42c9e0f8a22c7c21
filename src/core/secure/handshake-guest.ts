import { joinBytes } from '../join-bytes.ts';
import { sameBytes } from '../same-bytes.ts';
import { asciiBytes } from '../wire/ascii.ts';
import type { HandshakeAnswered, HandshakeFailed, HandshakeMet, HandshakeProblem, HandshakeSend } from './handshake.ts';
import { type Identity, readCard } from './identity-card.ts';
import { CARD_SIZE, CHANCE_SIZE, HANDSHAKE_MESSAGE_MOST, PROLOGUE } from './layout.ts';
import { NoiseXX } from './noise-xx.ts';
import { readCertificate } from './room-certificate.ts';
import type { SecureCrypto } from './secure-crypto.ts';
import { codeOf, commitmentTo } from './short-code-seed.ts';

/** What a handshake that has come some way goes on with. */
interface Before {
  readonly noise: NoiseXX;
  readonly shown: Uint8Array;
}

/**
 * The guest's end of a sealed link's handshake: {@link start}, what comes to {@link read}, and, where whom it met is whom it wants,
 * {@link answer}. Until then it revealed nothing of itself. Anything out of turn is a failure; nothing throws.
 */
export class HandshakeGuest {
  readonly #crypto: SecureCrypto;
  readonly #identity: Identity;
  readonly #noise: NoiseXX;
  /** What it shows in message 3, and is bound to from message 1 on. */
  readonly #shown: Uint8Array;
  #met: HandshakeMet | undefined;

  /** @param prologue what both ends must agree on first, over a stream the version alone */
  constructor(crypto: SecureCrypto, identity: Identity, prologue: Uint8Array = asciiBytes(PROLOGUE), before?: Before) {
    this.#crypto = crypto;
    this.#identity = identity;
    this.#noise = before?.noise ?? new NoiseXX(crypto, { initiator: true, prologue, own: identity.noise });
    this.#shown = before?.shown ?? joinBytes([identity.card.bytes.subarray(0, CARD_SIZE), crypto.random(CHANCE_SIZE)]);
  }

  /** The same handshake as far as it has come, see {@link NoiseXX.copy}. */
  copy(): HandshakeGuest {
    const before = { noise: this.#noise.copy(), shown: this.#shown };
    return new HandshakeGuest(this.#crypto, this.#identity, undefined, before);
  }

  /** Message 1. */
  start(): HandshakeSend | HandshakeFailed {
    const message = this.#noise.write(commitmentTo(this.#crypto, this.#shown));
    return message ? { kind: 'send', message } : failed('handshake_broken');
  }

  /**
   * Takes message 2, and looks at the host's card and certificate.
   * @param now milliseconds since 1970
   */
  read(message: Uint8Array, now: number): HandshakeMet | HandshakeFailed {
    if (message.length > HANDSHAKE_MESSAGE_MOST) return failed('handshake_broken');
    const payload = this.#noise.read(message);
    const noiseKey = this.#noise.peerStatic;
    if (!payload || !noiseKey) return failed('handshake_broken');
    const card = readCard(this.#crypto, payload);
    if (!card || !sameBytes(card.noiseKey, noiseKey)) return failed('card_wrong');
    const certificate = readCertificate(this.#crypto, payload.subarray(CARD_SIZE));
    if (!certificate || certificate.hostKey !== card.key) return failed('certificate_wrong');
    if (now < certificate.from || now >= certificate.until) return failed('certificate_expired');
    this.#met = { kind: 'met', card, certificate };
    return this.#met;
  }

  /** Message 3, with which the host learns who this is, and the keys. */
  answer(): HandshakeAnswered | HandshakeFailed {
    const met = this.#met;
    const code = codeOf(this.#crypto, this.#noise.hash, this.#shown);
    const message = met && this.#noise.write(this.#shown);
    const keys = this.#noise.split();
    if (!met || !message || !keys) return failed('handshake_broken');
    const { card, certificate } = met;
    const { sendKey, receiveKey, hash } = keys;
    return { kind: 'done', message, sendKey, receiveKey, security: { card, key: card.key, certificate, hash, code } };
  }
}

function failed(problem: HandshakeProblem): HandshakeFailed {
  return { kind: 'failed', problem };
}
