import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Bytes of the key that everything here is made of. */
export const DATA_KEY_BYTES = 32;
const SALT_BYTES = 16;
const COUNTER_BYTES = 8;
const TAG_BYTES = 16;
const NONCE_BYTES = 12;
const CIPHER = 'aes-256-gcm';
/** What is in front of each value that is sealed: salt of the run, number within it; behind it the tag. */
const FRONT_BYTES = SALT_BYTES + COUNTER_BYTES;
/** Keys of earlier runs that are remembered while values of theirs are read. */
const RUNS_KEPT = 256;

/**
 * Seals values one by one with AES-256-GCM. Each run of the program has a key of its own, made of the data key and of a random salt
 * that stands in front of each value (HKDF, RFC 5869), and counts its values: so no nonce comes twice, however many there are.
 */
export class ValueCipher {
  readonly #dataKey: Uint8Array;
  readonly #salt = randomBytes(SALT_BYTES);
  readonly #key: Uint8Array;
  readonly #names: { readonly key: Uint8Array; readonly nonces: Uint8Array };
  readonly #runs = new Map<string, Uint8Array>();
  #sealed = 0n;

  /** @param dataKey of {@link DATA_KEY_BYTES} */
  constructor(dataKey: Uint8Array) {
    this.#dataKey = dataKey;
    this.#key = this.#keyFor(this.#salt, 'partyline at rest, values');
    const none = new Uint8Array(0);
    this.#names = {
      key: this.#keyFor(none, 'partyline at rest, names'),
      nonces: this.#keyFor(none, 'partyline at rest, nonces of names'),
    };
  }

  /** @param place where it will stand: what is found elsewhere is not opened */
  seal(bytes: Uint8Array, place: string): Uint8Array {
    const front = Buffer.alloc(FRONT_BYTES);
    this.#salt.copy(front);
    front.writeBigUInt64BE(this.#sealed, SALT_BYTES);
    this.#sealed += 1n;
    return Buffer.concat([front, encrypt(this.#key, nonceOf(front), bytes, place)]);
  }

  /** @returns undefined for what another key sealed, what stood elsewhere, or what was changed since */
  open(sealed: Uint8Array, place: string): Uint8Array | undefined {
    if (sealed.length < FRONT_BYTES + TAG_BYTES) return undefined;
    const front = Buffer.from(sealed.buffer, sealed.byteOffset, FRONT_BYTES);
    return decrypt(this.#runKey(front.subarray(0, SALT_BYTES)), nonceOf(front), sealed.subarray(FRONT_BYTES), place);
  }

  /**
   * The same bytes each time, for what is looked up by itself: it tells which values are alike, and nothing else. Its nonce is a keyed
   * hash of what it seals (as SIV, RFC 5297).
   */
  sealName(bytes: Uint8Array, place: string): Uint8Array {
    const { key, nonces } = this.#names;
    const nonce = createHmac('sha256', nonces)
      .update(place)
      .update('\0')
      .update(bytes)
      .digest()
      .subarray(0, NONCE_BYTES);
    return Buffer.concat([nonce, encrypt(key, nonce, bytes, place)]);
  }

  openName(sealed: Uint8Array, place: string): Uint8Array | undefined {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
    return decrypt(this.#names.key, sealed.subarray(0, NONCE_BYTES), sealed.subarray(NONCE_BYTES), place);
  }

  /** A key for a file of its own. @param salt random, beside the file */
  fileKey(salt: Uint8Array): Uint8Array {
    return this.#keyFor(salt, 'partyline at rest, files');
  }

  #runKey(salt: Buffer): Uint8Array {
    if (salt.equals(this.#salt)) return this.#key;
    const name = salt.toString('latin1');
    const known = this.#runs.get(name);
    if (known) return known;
    if (this.#runs.size >= RUNS_KEPT) this.#runs.clear();
    const key = this.#keyFor(salt, 'partyline at rest, values');
    this.#runs.set(name, key);
    return key;
  }

  #keyFor(salt: Uint8Array, purpose: string): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.#dataKey, salt, purpose, DATA_KEY_BYTES));
  }
}

function nonceOf(front: Buffer): Uint8Array {
  const nonce = Buffer.alloc(NONCE_BYTES);
  front.copy(nonce, NONCE_BYTES - COUNTER_BYTES, SALT_BYTES, FRONT_BYTES);
  return nonce;
}

function encrypt(key: Uint8Array, nonce: Uint8Array, bytes: Uint8Array, place: string): Uint8Array {
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(place));
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, place: string): Uint8Array | undefined {
  const end = sealed.length - TAG_BYTES;
  const cipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(place));
  cipher.setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([cipher.update(sealed.subarray(0, end)), cipher.final()]);
  } catch {
    return undefined;
  }
}
