/** The primitives of sealed links, which core has from outside (docs/adr/0039). None throws, whatever bytes it is given. */

/** Bytes of an X25519 or Ed25519 key, of a shared secret, of a SHA-256 and of an AES-256 key. */
export const KEY_SIZE = 32;
/** Bytes of an Ed25519 signature (RFC 8032). */
export const SIGNATURE_SIZE = 64;
/** Bytes that AES-GCM puts behind what it encrypts, and of its nonce. */
export const TAG_SIZE = 16;
export const NONCE_SIZE = 12;

/** A pair of X25519 keys (RFC 7748). */
export interface DhPair {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
  /** The secret of 32 bytes shared with a public key; undefined where that is no key, or makes nothing but zeros of any key. */
  agree(publicKey: Uint8Array): Uint8Array | undefined;
}

/** A pair of Ed25519 keys (RFC 8032). */
export interface SigningPair {
  readonly publicKey: Uint8Array;
  /** The signature of 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

/** AES-256-GCM under one key. The same nonce twice gives the key away: who calls counts. */
export interface Aead {
  /**
   * Writes what these pieces are, one behind the other, when encrypted, and {@link TAG_SIZE} bytes behind it, to `at` in `into`.
   * That place may be the one where a single piece stands.
   * @param associated what is not encrypted but must not be changed either
   * @returns bytes written
   */
  seal(
    nonce: Uint8Array,
    associated: Uint8Array | undefined,
    pieces: readonly Uint8Array[],
    into: Uint8Array,
    at: number,
  ): number;
  /** What was sealed, as an array of its own; undefined where one bit of anything is another. */
  open(nonce: Uint8Array, associated: Uint8Array | undefined, sealed: Uint8Array): Uint8Array | undefined;
}

export interface SecureCrypto {
  /** As many bytes with anything in them, to be written over: for small ones that is cheaper than an array of its own memory. */
  memory(size: number): Uint8Array;
  /** As many bytes of chance. */
  random(size: number): Uint8Array;
  /** SHA-256 of the parts, one behind the other. */
  sha256(...parts: readonly Uint8Array[]): Uint8Array;
  /** HMAC-SHA-256 (RFC 2104) of the parts, one behind the other. */
  hmac(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array;
  /** The pair of a private key of 32 bytes: any 32 bytes of chance are one. */
  dhPair(privateKey: Uint8Array): DhPair;
  /** The pair of a seed of 32 bytes: any 32 bytes of chance are one. */
  signingPair(seed: Uint8Array): SigningPair;
  /** False also for what is no key or no signature. */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
  /** AES-256-GCM under a key of 32 bytes. */
  aead(key: Uint8Array): Aead;
}

/** A new pair, of chance. */
export function newDhPair(crypto: SecureCrypto): DhPair {
  return crypto.dhPair(crypto.random(KEY_SIZE));
}
