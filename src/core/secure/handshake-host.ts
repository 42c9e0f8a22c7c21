import { joinBytes } from '../join-bytes.ts';
import { sameBytes } from '../same-bytes.ts';
import { asciiBytes } from '../wire/ascii.ts';
import type { HandshakeDone, HandshakeFailed, HandshakeProblem, HandshakeSend } from './handshake.ts';
import { type Identity, readCard } from './identity-card.ts';
import { CARD_SIZE, CHANCE_SIZE, COMMITMENT_SIZE, HANDSHAKE_MESSAGE_MOST, PROLOGUE } from './layout.ts';
import { NoiseXX } from './noise-xx.ts';
import type { RoomCertificate } from './room-certificate.ts';
import type { SecureCrypto } from './secure-crypto.ts';
import { codeOf, commitmentTo } from './short-code-seed.ts';

/** What a host shows to whoever dials. */
export interface HostIdentity {
  readonly identity: Identity;
  readonly certificate: RoomCertificate;
}

interface Answered {
  readonly commitment: Uint8Array;
  readonly hash: Uint8Array;
}

/** The host's end of a sealed link's handshake: {@link read} takes messages 1 and 3. Anything out of turn is a failure; nothing throws. */
export class HandshakeHost {
  readonly #crypto: SecureCrypto;
  readonly #host: HostIdentity;
  readonly #noise: NoiseXX;
  /** What message 1 bound the guest to, and the hash that message 2 ended with; from message 2 on. */
  #answered: Answered | undefined;

  /** @param prologue what both ends must agree on first, over a stream the version alone; or the handshake as far as it has come */
  constructor(crypto: SecureCrypto, host: HostIdentity, prologue: Uint8Array | NoiseXX = asciiBytes(PROLOGUE)) {
    this.#crypto = crypto;
    this.#host = host;
    this.#noise =
      prologue instanceof NoiseXX
        ? prologue
        : new NoiseXX(crypto, { initiator: false, prologue, own: host.identity.noise });
  }

  /** The same handshake as far as it has come, see {@link NoiseXX.copy}. */
  copy(): HandshakeHost {
    const copy = new HandshakeHost(this.#crypto, this.#host, this.#noise.copy());
    copy.#answered = this.#answered;
    return copy;
  }

  /** Takes message 1, which message 2 answers, and then message 3, with which it is done. */
  read(message: Uint8Array): HandshakeSend | HandshakeDone | HandshakeFailed {
    if (message.length > HANDSHAKE_MESSAGE_MOST) return failed('handshake_broken');
    const payload = this.#noise.read(message);
    if (!payload) return failed('handshake_broken');
    return this.#answered ? this.#finish(payload, this.#answered) : this.#answer(payload);
  }

  #answer(payload: Uint8Array): HandshakeSend | HandshakeFailed {
    const { identity, certificate } = this.#host;
    const message = this.#noise.write(joinBytes([identity.card.bytes, certificate.bytes]));
    this.#answered = { commitment: payload.subarray(0, COMMITMENT_SIZE), hash: this.#noise.hash };
    return message ? { kind: 'send', message } : failed('handshake_broken');
  }

  #finish(payload: Uint8Array, answered: Answered): HandshakeDone | HandshakeFailed {
    const keys = this.#noise.split();
    const noiseKey = this.#noise.peerStatic;
    if (!keys || !noiseKey) return failed('handshake_broken');
    const card = readCard(this.#crypto, payload);
    if (!card || !sameBytes(card.noiseKey, noiseKey)) return failed('card_wrong');
    const shown = payload.subarray(0, CARD_SIZE + CHANCE_SIZE);
    if (!sameBytes(answered.commitment, commitmentTo(this.#crypto, shown))) return failed('handshake_broken');
    const { sendKey, receiveKey, hash } = keys;
    const code = codeOf(this.#crypto, answered.hash, shown);
    return { kind: 'done', sendKey, receiveKey, security: { card, key: card.key, hash, code } };
  }
}

function failed(problem: HandshakeProblem): HandshakeFailed {
  return { kind: 'failed', problem };
}
