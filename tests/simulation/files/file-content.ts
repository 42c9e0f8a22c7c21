import { DIGEST_SIZE, PIECE_SIZE, pieceCount } from '../../../src/core/transfer/constants.ts';
import type { UploadContent } from '../../../src/core/transfer/upload.ts';
import type { Random } from '../random.ts';
import { cheapHash, cheapHex } from './cheap-hash.ts';

/** A file's bytes with its hash and the digests of its pieces. */
export interface Content extends UploadContent {
  readonly bytes: Uint8Array;
}

/** A content of any size up to four pieces, more often one that is special. */
export function drawContent(random: Random): Content {
  const sizes = [0, 1, random.int(1, PIECE_SIZE), PIECE_SIZE, random.int(1, 4 * PIECE_SIZE)];
  return contentOf(random, random.pick(sizes));
}

export function contentOf(random: Random, size: number): Content {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += random.int(1, 4_000)) bytes[at] = random.int(1, 255);
  const list = new Uint8Array(pieceCount(size) * DIGEST_SIZE);
  for (let index = 0; index < pieceCount(size); index += 1) {
    list.set(cheapHash(bytes.subarray(index * PIECE_SIZE, (index + 1) * PIECE_SIZE)), index * DIGEST_SIZE);
  }
  return { bytes, hash: cheapHex(bytes), size, list };
}
