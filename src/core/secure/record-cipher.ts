import { CipherState } from './cipher-state.ts';
import { REKEY_BYTES, REKEY_RECORDS } from './layout.ts';
import { type SecureCrypto, TAG_SIZE } from './secure-crypto.ts';

/** After how much both ends go on with the next key. */
export interface RekeyAfter {
  readonly records: number;
  /** Bytes of plaintext. */
  readonly bytes: number;
}

const REKEY_AFTER: RekeyAfter = { records: REKEY_RECORDS, bytes: REKEY_BYTES };

/** One direction's key, counted the same way at both of its ends, so that both change it behind the same record. */
export class RecordCipher {
  readonly #cipher: CipherState;
  readonly #after: RekeyAfter;
  #records = 0;
  #bytes = 0;

  constructor(crypto: SecureCrypto, key: Uint8Array, after = REKEY_AFTER) {
    this.#cipher = new CipherState(crypto, key);
    this.#after = after;
  }

  /** Writes these pieces, sealed as one record's, to `at` in `into`. @returns bytes written */
  seal(pieces: readonly Uint8Array[], into: Uint8Array, at: number): number {
    const written = this.#cipher.seal(undefined, pieces, into, at);
    this.#count(written - TAG_SIZE);
    return written;
  }

  /** The next record's plaintext; undefined where it is not what the peer sealed next. */
  open(sealed: Uint8Array): Uint8Array | undefined {
    const plain = this.#cipher.open(undefined, sealed);
    if (plain) this.#count(plain.length);
    return plain;
  }

  #count(bytes: number): void {
    this.#records += 1;
    this.#bytes += bytes;
    if (this.#records < this.#after.records && this.#bytes < this.#after.bytes) return;
    this.#cipher.rekey();
    this.#records = 0;
    this.#bytes = 0;
  }
}
