import { writeU16 } from '../datagram/little-endian.ts';
import { RECORD_HEAD, RECORD_PLAIN_MOST } from './layout.ts';
import { RecordCipher, type RekeyAfter } from './record-cipher.ts';
import { type SecureCrypto, TAG_SIZE } from './secure-crypto.ts';

const OVERHEAD = RECORD_HEAD + TAG_SIZE;
const NOTHING: Uint8Array = new Uint8Array(0);

/** Makes the records of one direction of a sealed link out of the stream of bytes that it carries. */
export class RecordWriter {
  readonly #crypto: SecureCrypto;
  readonly #cipher: RecordCipher;

  constructor(crypto: SecureCrypto, key: Uint8Array, after?: RekeyAfter) {
    this.#crypto = crypto;
    this.#cipher = new RecordCipher(crypto, key, after);
  }

  /**
   * Seals what a turn has to send, one piece behind the other: as one record where it fits, else as few as it takes. To seal once
   * what is sent at once is what keeps sealing cheap.
   * @param into memory of {@link sealedLength}; its own unless it is given
   * @returns the records, which are all of `into`; the pieces may be used again
   */
  seal(first: Uint8Array, second = NOTHING, into?: Uint8Array): Uint8Array {
    const length = first.length + second.length;
    const records = into ?? this.#crypto.memory(sealedLength(length));
    let at = 0;
    for (let from = 0; from < length; from += RECORD_PLAIN_MOST) {
      const pieces = piecesOf(first, second, from, from + RECORD_PLAIN_MOST);
      const sealed = this.#cipher.seal(pieces, records, at + RECORD_HEAD);
      writeU16(records, at, sealed);
      at += RECORD_HEAD + sealed;
    }
    return records;
  }
}

/** Bytes of the records of so many bytes. */
export function sealedLength(length: number): number {
  return length + Math.ceil(length / RECORD_PLAIN_MOST) * OVERHEAD;
}

/** What stands from `from` up to `to` (exclusive) in two pieces, one behind the other. */
function piecesOf(first: Uint8Array, second: Uint8Array, from: number, to: number): Uint8Array[] {
  const split = first.length;
  // Nearly every turn: a view on a part of them would cost as much as a tenth of the seal.
  if (from === 0 && split + second.length <= to) return second.length === 0 ? [first] : [first, second];
  if (from >= split) return [second.subarray(from - split, to - split)];
  if (to <= split) return [first.subarray(from, to)];
  return [first.subarray(from), second.subarray(0, to - split)];
}
