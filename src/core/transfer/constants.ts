/** The numbers of files on the wire (docs/protocol.md is tested against them). Sizes in bytes. */
import { BODY_MAX } from '../wire/constants.ts';

/** Content is verified, resumed and fetched again in pieces of this size; the last is shorter. */
export const PIECE_SIZE = 1_048_576;
/** SHA-256. */
export const DIGEST_SIZE = 32;
/** Most pieces of one content: their list is one frame's body. */
export const PIECES_MAX = BODY_MAX / DIGEST_SIZE;
export const FILE_SIZE_MAX = PIECES_MAX * PIECE_SIZE;
/** Longest `filename`, in UTF-16 code units. */
export const FILENAME_MAX = 1_024;
/** Longest media type, in characters. */
export const MEDIA_MAX = 128;

/** How many pieces a content of `size` bytes has; none when it is empty. */
export function pieceCount(size: number): number {
  return Math.ceil(size / PIECE_SIZE);
}

/** Bytes of piece `index` of a content of `size` bytes. */
export function pieceLength(size: number, index: number): number {
  return Math.min(PIECE_SIZE, size - index * PIECE_SIZE);
}
