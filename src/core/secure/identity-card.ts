import { joinBytes } from '../join-bytes.ts';
import { asciiBytes } from '../wire/ascii.ts';
import { base64Bytes, base64Text, hexText } from './byte-text.ts';
import { CARD_SIGNATURE_AT, CARD_SIGNED, CARD_SIZE, IDENTITY_KEY_AT, NOISE_KEY_AT, SEALING_KEY_AT } from './layout.ts';
import { type DhPair, KEY_SIZE, type SecureCrypto, type SigningPair } from './secure-crypto.ts';

/** Who a person's device is to everybody: its keys, signed by the first of them. Only one whose signature is right becomes one of these. */
export interface IdentityCard {
  /** As it travels, {@link CARD_SIZE} bytes. */
  readonly bytes: Uint8Array;
  /** The identity key as 64 hex digits: what a person is known by in models. */
  readonly key: string;
  /** Ed25519: who it is. */
  readonly identityKey: Uint8Array;
  /** X25519: the static key of its handshakes. */
  readonly noiseKey: Uint8Array;
  /** X25519: what words for this person alone are sealed to. */
  readonly sealingKey: Uint8Array;
}

/** This device's own keys. */
export interface Identity {
  readonly card: IdentityCard;
  readonly sign: SigningPair;
  readonly noise: DhPair;
  readonly sealing: DhPair;
}

/** Bytes of an identity's secret: seed of the identity key, noise key, sealing key. It is kept, and never travels. */
export const IDENTITY_SECRET_SIZE = 3 * KEY_SIZE;

const SIGNED = asciiBytes(CARD_SIGNED);

/** A new identity's secret, of chance; {@link openIdentity} makes the identity of it. */
export function newIdentitySecret(crypto: SecureCrypto): Uint8Array {
  return crypto.random(IDENTITY_SECRET_SIZE);
}

/** The identity of a secret; the same each time, its card too. */
export function openIdentity(crypto: SecureCrypto, secret: Uint8Array): Identity {
  const part = (index: number) => secret.slice(index * KEY_SIZE, (index + 1) * KEY_SIZE);
  const sign = crypto.signingPair(part(0));
  const noise = crypto.dhPair(part(1));
  const sealing = crypto.dhPair(part(2));
  const keys = joinBytes([sign.publicKey, noise.publicKey, sealing.publicKey]);
  const signature = sign.sign(joinBytes([SIGNED, keys]));
  return { card: new Card(joinBytes([keys, signature])), sign, noise, sealing };
}

/** Reads the first {@link CARD_SIZE} bytes as a card; undefined where they are too few or wrongly signed. */
export function readCard(crypto: SecureCrypto, bytes: Uint8Array): IdentityCard | undefined {
  if (bytes.length < CARD_SIZE) return undefined;
  const card = new Card(bytes.slice(0, CARD_SIZE));
  const signed = joinBytes([SIGNED, card.bytes.subarray(0, CARD_SIGNATURE_AT)]);
  return crypto.verify(card.identityKey, signed, card.bytes.subarray(CARD_SIGNATURE_AT)) ? card : undefined;
}

/** A card as text, in base64url. */
export function cardText(card: IdentityCard): string {
  return base64Text(card.bytes);
}

/** The card of a text; undefined where it is none, or wrongly signed. */
export function cardOfText(crypto: SecureCrypto, text: string): IdentityCard | undefined {
  const bytes = base64Bytes(text);
  return bytes?.length === CARD_SIZE ? readCard(crypto, bytes) : undefined;
}

/** A host keeps one for each link: the single keys, which are seldom asked for, are views that are made when they are. */
class Card implements IdentityCard {
  readonly bytes: Uint8Array;
  readonly key: string;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.key = hexText(this.identityKey);
  }

  get identityKey(): Uint8Array {
    return this.#keyAt(IDENTITY_KEY_AT);
  }

  get noiseKey(): Uint8Array {
    return this.#keyAt(NOISE_KEY_AT);
  }

  get sealingKey(): Uint8Array {
    return this.#keyAt(SEALING_KEY_AT);
  }

  #keyAt(at: number): Uint8Array {
    return this.bytes.subarray(at, at + KEY_SIZE);
  }
}
