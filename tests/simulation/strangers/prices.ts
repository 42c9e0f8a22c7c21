/**
 * What peers make the host do costs virtual time: microseconds, near what an old laptop takes. They are fixed, so that a
 * run is the same everywhere, and starvation of others is a figure that can fail.
 */
export const PRICES = {
  /** A chunk is read from a socket. */
  chunk: 5,
  /** A frame is found and handled. */
  frame: 2,
  /** The same for each byte of it: JSON that is nested deeply. */
  frameByte: 0.015,
  /** A write to a socket. */
  write: 4,
  writtenByte: 0.001,
  /** A link opens or closes. */
  link: 40,
  /** A turn is written to disk. */
  commit: 150,
  /** The log is read from disk, and each byte: rows of single events. */
  read: 100,
  readByte: 0.03,
} as const;
