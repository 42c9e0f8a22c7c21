import { joinBytes } from '../join-bytes.ts';
import { sameBytes } from '../same-bytes.ts';
import { asciiBytes } from '../wire/ascii.ts';
import { CipherState } from './cipher-state.ts';
import { type DhPair, KEY_SIZE, newDhPair, type SecureCrypto, TAG_SIZE } from './secure-crypto.ts';

/** Exactly as long as a hash with zeros behind it, so that it is the first hash itself (Noise, section 5.2). */
const PROTOCOL_NAME = 'Noise_XX_25519_AESGCM_SHA256';
const HASH_SIZE = 32;
const NOTHING = new Uint8Array(0);
const FIRST = Uint8Array.of(1);
const SECOND = Uint8Array.of(2);

type Token = 'e' | 's' | 'ee' | 'es' | 'se';
/** The pattern XX (section 7.5), message by message; the guest, who dials, sends the first. */
const XX: readonly (readonly Token[])[] = [['e'], ['e', 'ee', 's', 'es'], ['s', 'se']];

/** What a whole handshake gives: section 5.2, Split, and section 11.2. */
export interface NoiseKeys {
  readonly sendKey: Uint8Array;
  readonly receiveKey: Uint8Array;
  readonly hash: Uint8Array;
}

export interface NoiseOptions {
  /** Who sends the first message. */
  readonly initiator: boolean;
  readonly prologue: Uint8Array;
  readonly own: DhPair;
  /** A new pair of chance, unless it is there already. */
  readonly ephemeral?: DhPair;
}

/**
 * One end of a handshake of the Noise Protocol Framework, revision 34: `Noise_XX_25519_AESGCM_SHA256`, as its SymmetricState and
 * HandshakeState (sections 5.2 and 5.3) say. A message out of turn or a wrong one ends it for good.
 */
export class NoiseXX {
  readonly #crypto: SecureCrypto;
  readonly #initiator: boolean;
  readonly #own: DhPair;
  readonly #ephemeral: DhPair;
  #hash: Uint8Array;
  #chainingKey: Uint8Array;
  #cipher: CipherState | undefined;
  #next = 0;
  #peerEphemeral: Uint8Array | undefined;
  #peerStatic: Uint8Array | undefined;
  #failed = false;

  constructor(crypto: SecureCrypto, { initiator, prologue, own, ephemeral = newDhPair(crypto) }: NoiseOptions) {
    this.#crypto = crypto;
    this.#initiator = initiator;
    this.#own = own;
    this.#ephemeral = ephemeral;
    const name = new Uint8Array(HASH_SIZE);
    name.set(asciiBytes(PROTOCOL_NAME));
    this.#chainingKey = name;
    this.#hash = crypto.sha256(name, prologue);
  }

  /**
   * The same handshake as far as it has come: what one of the two reads means nothing to the other, so that a message that somebody
   * made up ends nothing where messages travel alone. One of the two at most may write from now on.
   */
  copy(): NoiseXX {
    const [initiator, own, ephemeral] = [this.#initiator, this.#own, this.#ephemeral];
    const copy = new NoiseXX(this.#crypto, { initiator, own, ephemeral, prologue: NOTHING });
    copy.#hash = this.#hash;
    copy.#chainingKey = this.#chainingKey;
    copy.#cipher = this.#cipher?.copy();
    copy.#next = this.#next;
    copy.#peerEphemeral = this.#peerEphemeral;
    copy.#peerStatic = this.#peerStatic;
    copy.#failed = this.#failed;
    return copy;
  }

  /** The hash of everything that was said up to now: h of section 5.2. */
  get hash(): Uint8Array {
    return this.#hash;
  }

  /** The peer's static key, from the message on that brings it. */
  get peerStatic(): Uint8Array | undefined {
    return this.#peerStatic;
  }

  /** The next message, with this payload; undefined where it is not this end's turn, or the peer's key is none. */
  write(payload: Uint8Array): Uint8Array | undefined {
    const tokens = this.#take(this.#initiator);
    if (!tokens) return undefined;
    const parts: Uint8Array[] = [];
    for (const token of tokens) {
      if (token === 'e') {
        parts.push(this.#ephemeral.publicKey);
        this.#mixHash(this.#ephemeral.publicKey);
      } else if (token === 's') parts.push(this.#seal(this.#own.publicKey));
      else if (!this.#mixSecret(token)) return this.#fail();
    }
    parts.push(this.#seal(payload));
    return joinBytes(parts);
  }

  /** The payload of the peer's next message; undefined where it is not its turn, or anything of it is wrong. */
  read(message: Uint8Array): Uint8Array | undefined {
    const tokens = this.#take(!this.#initiator);
    if (!tokens) return undefined;
    let at = 0;
    for (const token of tokens) {
      if (token === 'e') {
        this.#peerEphemeral = message.slice(at, at + KEY_SIZE);
        at += KEY_SIZE;
        if (message.length < at || sameBytes(this.#peerEphemeral, this.#ephemeral.publicKey)) return this.#fail();
        this.#mixHash(this.#peerEphemeral);
      } else if (token === 's') {
        const end = at + KEY_SIZE + TAG_SIZE;
        if (message.length < end) return this.#fail();
        this.#peerStatic = this.#open(message.subarray(at, end));
        at = end;
        if (!this.#peerStatic) return this.#fail();
      } else if (!this.#mixSecret(token)) return this.#fail();
    }
    return this.#open(message.subarray(at)) ?? this.#fail();
  }

  /** The keys, once all three messages went over; undefined before. */
  split(): NoiseKeys | undefined {
    if (this.#failed || this.#next < XX.length) return undefined;
    const [first, second] = this.#expand(NOTHING);
    return {
      sendKey: this.#initiator ? first : second,
      receiveKey: this.#initiator ? second : first,
      hash: this.#hash,
    };
  }

  /** The tokens of the next message where the end that is asked for is to send it. */
  #take(byInitiator: boolean): readonly Token[] | undefined {
    const tokens = XX[this.#next];
    if (this.#failed || !tokens || (this.#next % 2 === 0) !== byInitiator) return this.#fail();
    this.#next += 1;
    return tokens;
  }

  #fail(): undefined {
    this.#failed = true;
  }

  /** MixKey of a shared secret. @returns false where there is none with such a key */
  #mixSecret(token: 'ee' | 'es' | 'se'): boolean {
    const [own, peer] = this.#pairOf(token);
    const secret = peer && own.agree(peer);
    if (!secret) return false;
    const [chainingKey, key] = this.#expand(secret);
    this.#chainingKey = chainingKey;
    this.#cipher = new CipherState(this.#crypto, key);
    return true;
  }

  /** The first letter is the initiator's key, the second the responder's. */
  #pairOf(token: 'ee' | 'es' | 'se'): [own: DhPair, peer: Uint8Array | undefined] {
    const [own, peer] = this.#initiator ? token : [token[1], token[0]];
    return [own === 'e' ? this.#ephemeral : this.#own, peer === 'e' ? this.#peerEphemeral : this.#peerStatic];
  }

  #mixHash(data: Uint8Array): void {
    this.#hash = this.#crypto.sha256(this.#hash, data);
  }

  /** EncryptAndHash. */
  #seal(plain: Uint8Array): Uint8Array {
    const sealed = this.#cipher ? new Uint8Array(plain.length + TAG_SIZE) : plain;
    this.#cipher?.seal(this.#hash, [plain], sealed, 0);
    this.#mixHash(sealed);
    return sealed;
  }

  /** DecryptAndHash. */
  #open(sealed: Uint8Array): Uint8Array | undefined {
    const plain = this.#cipher ? this.#cipher.open(this.#hash, sealed) : sealed.slice();
    this.#mixHash(sealed);
    return plain;
  }

  /** HKDF of section 4.3, with two outputs. */
  #expand(material: Uint8Array): [Uint8Array, Uint8Array] {
    const secret = this.#crypto.hmac(this.#chainingKey, material);
    const first = this.#crypto.hmac(secret, FIRST);
    return [first, this.#crypto.hmac(secret, first, SECOND)];
  }
}
