import { PIECE_SIZE } from '../../transfer/constants.ts';
import { NONCE_SIZE, type SecureCrypto, TAG_SIZE } from '../secure-crypto.ts';

/** Bytes of a private file's content in one piece of what lies at the host; its tag fills the piece up. */
export const SEALED_FILE_PIECE = PIECE_SIZE - TAG_SIZE;
const NUMBER_AT = 7;
const LAST_AT = 11;
const BYTE_BITS = 8;

/** Pieces of a private file of `size` bytes: an empty one has one, so that its end is known too. */
function piecesOf(size: number): number {
  return Math.max(1, Math.ceil(size / SEALED_FILE_PIECE));
}

/** Bytes that lie at the host of a private file of `size` bytes. */
export function sealedFileSize(size: number): number {
  return size + piecesOf(size) * TAG_SIZE;
}

/** A piece's nonce: its number, and whether it is the last, so that none can be left out, moved or cut off. */
function nonceOf(index: number, isLast: boolean): Uint8Array {
  const nonce = new Uint8Array(NONCE_SIZE);
  for (let at = 0; at < LAST_AT - NUMBER_AT; at += 1) nonce[NUMBER_AT + at] = (index >>> (at * BYTE_BITS)) & 0xff;
  nonce[LAST_AT] = isLast ? 1 : 0;
  return nonce;
}

/** Encrypts a private file's content, under a key that is used for nothing else. */
export function sealFile(crypto: SecureCrypto, key: Uint8Array, content: Uint8Array): Uint8Array {
  const aead = crypto.aead(key);
  const sealed = new Uint8Array(sealedFileSize(content.length));
  const pieces = piecesOf(content.length);
  for (let index = 0; index < pieces; index += 1) {
    const piece = content.subarray(index * SEALED_FILE_PIECE, (index + 1) * SEALED_FILE_PIECE);
    aead.seal(nonceOf(index, index === pieces - 1), undefined, [piece], sealed, index * PIECE_SIZE);
  }
  return sealed;
}

/** What {@link sealFile} encrypted, of so many bytes; undefined where one bit of it is another, or it is cut off. */
export function openFile(
  crypto: SecureCrypto,
  key: Uint8Array,
  sealed: Uint8Array,
  size: number,
): Uint8Array | undefined {
  if (sealed.length !== sealedFileSize(size)) return undefined;
  const aead = crypto.aead(key);
  const content = new Uint8Array(size);
  const pieces = piecesOf(size);
  for (let index = 0; index < pieces; index += 1) {
    const piece = sealed.subarray(index * PIECE_SIZE, (index + 1) * PIECE_SIZE);
    const opened = aead.open(nonceOf(index, index === pieces - 1), undefined, piece);
    if (!opened) return undefined;
    content.set(opened, index * SEALED_FILE_PIECE);
  }
  return content;
}
