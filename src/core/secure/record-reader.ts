import { readU16 } from '../datagram/little-endian.ts';
import { HeldRecord } from './held-record.ts';
import { RECORD_HEAD } from './layout.ts';
import { RecordCipher, type RekeyAfter } from './record-cipher.ts';
import { type SecureCrypto, TAG_SIZE } from './secure-crypto.ts';

/** A record has at least one byte of plaintext. */
const SEALED_LEAST = TAG_SIZE + 1;

/**
 * Reads the records of one direction of a sealed link, however the stream is cut. It keeps at most one record that is not whole yet.
 * A record that is not the one which the peer sealed next (a bit is another; one is missing, comes again or in another's place)
 * ends it: nothing behind it is read any more.
 */
export class RecordReader {
  readonly #cipher: RecordCipher;
  /** The beginning of a record whose rest has not come. */
  readonly #held = new HeldRecord();
  #broken = false;

  constructor(crypto: SecureCrypto, key: Uint8Array, after?: RekeyAfter) {
    this.#cipher = new RecordCipher(crypto, key, after);
  }

  /** True where the stream stopped within a record. */
  get unfinished(): boolean {
    return this.#held.length > 0;
  }

  /**
   * Takes what one `recv()` returned; its bytes are the caller's again afterwards.
   * @param take hears the plaintext of each record that is whole now, as an array of its own, before the next one is opened
   * @returns false from the first record on that is not right
   */
  read(chunk: Uint8Array, take: (plain: Uint8Array) => void): boolean {
    let at = 0;
    while (!this.#broken && this.#held.length > 0 && at < chunk.length) at = this.#complete(chunk, at, take);
    while (!this.#broken && at < chunk.length) {
      const end = endOf(chunk, at);
      if (end === undefined || end > chunk.length) {
        this.#held.append(chunk.subarray(at));
        this.#look();
        break;
      }
      this.#open(chunk.subarray(at + RECORD_HEAD, end), take);
      at = end;
    }
    return !this.#broken;
  }

  /** Adds to the record that is held what it lacks of its head, or of its rest. @returns where the chunk goes on */
  #complete(chunk: Uint8Array, at: number, take: (plain: Uint8Array) => void): number {
    const end = endOf(this.#held.bytes, 0) ?? RECORD_HEAD;
    const missing = chunk.subarray(at, at + end - this.#held.length);
    this.#held.append(missing);
    this.#look();
    if (!this.#broken && this.#held.length === endOf(this.#held.bytes, 0)) {
      this.#open(this.#held.bytes.subarray(RECORD_HEAD), take);
      this.#held.clear();
    }
    return at + missing.length;
  }

  /** A length that no record has is known before the rest comes. */
  #look(): void {
    const end = endOf(this.#held.bytes, 0);
    if (end !== undefined && end < RECORD_HEAD + SEALED_LEAST) this.#broken = true;
  }

  #open(sealed: Uint8Array, take: (plain: Uint8Array) => void): void {
    const plain = sealed.length < SEALED_LEAST ? undefined : this.#cipher.open(sealed);
    if (plain) take(plain);
    else this.#broken = true;
  }
}

/** Where the record ends that begins at `at`; undefined where its length is not there yet. */
function endOf(bytes: Uint8Array, at: number): number | undefined {
  return bytes.length < at + RECORD_HEAD ? undefined : at + RECORD_HEAD + readU16(bytes, at);
}
