/** Bounds of words that are sealed to some of a room's members; docs/limits.md has a row and a reason for each. */

/** People whom one sealed message is for, its author not counted. */
export const SEALED_RECIPIENTS = 32;
/** Bytes of a sealed message's content, in UTF-8 JSON, before it is filled up to its size class. */
export const SEALED_CONTENT_BYTES = 40_958;
/** Bytes of a private file: it is encrypted and opened as a whole, in memory. */
export const PRIVATE_FILE_BYTES = 33_554_432;
