import { type Aead, NONCE_SIZE, type SecureCrypto, TAG_SIZE } from './secure-crypto.ts';

/** Nonces below it are counted exactly. No key of ours lives so long; one that did is not used any more. */
const NONCES = 2 ** 48;
/** Where the counter's low and high half stand in a nonce: for AESGCM 4 zero bytes, then u64 big-endian (Noise, section 12.4). */
const HIGH_AT = 4;
const LOW_AT = 8;
const HALF = 2 ** 32;
/** What the next key is the encryption of, under the greatest nonce of all (sections 4.2 and 11.3). */
const REKEY_NONCE = new Uint8Array(NONCE_SIZE).fill(0xff, HIGH_AT);
const REKEY_PLAIN = new Uint8Array(32);

/** A key, and how often it was used: the CipherState of Noise, section 5.1. */
export class CipherState {
  readonly #crypto: SecureCrypto;
  /** Without a view, for which V8 would give it memory of its own: a host keeps two of these for each link. */
  readonly #nonce = new Uint8Array(NONCE_SIZE);
  #aead: Aead;
  #count = 0;

  constructor(crypto: SecureCrypto, key: Uint8Array | Aead) {
    this.#crypto = crypto;
    this.#aead = key instanceof Uint8Array ? crypto.aead(key) : key;
  }

  /** Another one with the same key and count. One of the two at most may seal from now on. */
  copy(): CipherState {
    const copy = new CipherState(this.#crypto, this.#aead);
    copy.#count = this.#count;
    return copy;
  }

  /**
   * Writes these pieces, sealed as one, to `at` in `into`; see {@link Aead.seal}.
   * @returns bytes written
   */
  seal(associated: Uint8Array | undefined, pieces: readonly Uint8Array[], into: Uint8Array, at: number): number {
    return this.#aead.seal(this.#nextNonce(), associated, pieces, into, at);
  }

  /** What was sealed; undefined where it is not what the peer sealed next. */
  open(associated: Uint8Array | undefined, sealed: Uint8Array): Uint8Array | undefined {
    return this.#aead.open(this.#nextNonce(), associated, sealed);
  }

  /** Goes on with the next key, which the peer makes as well, and which says nothing of this one (section 11.3). The count goes on. */
  rekey(): void {
    this.#aead = nextAead(this.#crypto, this.#aead);
  }

  #nextNonce(): Uint8Array {
    if (this.#count >= NONCES) throw new Error('a key was used too often');
    writeHalf(this.#nonce, HIGH_AT, Math.floor(this.#count / HALF));
    writeHalf(this.#nonce, LOW_AT, this.#count % HALF);
    this.#count += 1;
    return this.#nonce;
  }
}

/** Writes an u32, big-endian. */
function writeHalf(nonce: Uint8Array, at: number, value: number): void {
  nonce[at] = value >>> 24;
  nonce[at + 1] = value >>> 16;
  nonce[at + 2] = value >>> 8;
  nonce[at + 3] = value;
}

function nextAead(crypto: SecureCrypto, aead: Aead): Aead {
  return crypto.aead(nextKey(aead));
}

/** The key behind this one: REKEY of Noise, section 4.2. */
export function nextKey(aead: Aead): Uint8Array {
  const sealed = new Uint8Array(REKEY_PLAIN.length + TAG_SIZE);
  aead.seal(REKEY_NONCE, undefined, [REKEY_PLAIN], sealed, 0);
  return sealed.subarray(0, REKEY_PLAIN.length);
}
