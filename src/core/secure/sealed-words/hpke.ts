import type { DhPair } from '../secure-crypto.ts';

/** What one recipient gets: the encapsulated key, and what was sealed with it. */
export interface HpkeSealed {
  readonly encapsulated: Uint8Array;
  readonly sealed: Uint8Array;
}

/** What both ends know already, and what whoever opens must know alike. */
export interface HpkeContext {
  readonly info: Uint8Array;
  readonly associated: Uint8Array;
}

/**
 * HPKE (RFC 9180) in mode Auth with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM, one message for each context, which
 * core has from outside. Neither throws, whatever bytes it is given.
 */
export interface Hpke {
  /** Seals for the holder of `recipient`, as the holder of `author`; undefined where `recipient` is no key. */
  seal(author: DhPair, recipient: Uint8Array, plain: Uint8Array, context: HpkeContext): Promise<HpkeSealed | undefined>;
  /** Opens what the holder of `author` sealed for `recipient`; undefined where it is anything else. */
  open(
    recipient: DhPair,
    author: Uint8Array,
    message: HpkeSealed,
    context: HpkeContext,
  ): Promise<Uint8Array | undefined>;
}
