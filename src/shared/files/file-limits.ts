/**
 * What files may cost a host, by name, beside what a room can set itself (`src/shared/limits.ts`). docs/limits.md has a row and a
 * reason for each, tested against this table. Shares are of 100.
 */
export const FILE_LIMITS = {
  /** Contents that one link may have begun at a time, and bytes of the lists of their pieces. */
  linkContents: 1_024,
  linkListBytes: 2_097_152,
  /** Bytes of such lists of all links of one address, and of all links. */
  addressListBytes: 16_777_216,
  listBytes: 67_108_864,
  /** Contents that are on their way over all links. */
  contents: 16_384,
  /** Share of all file links that one address may have. */
  addressLinks: 25,
  /** Milliseconds after which a file link with nothing under way is closed. */
  linkIdleMs: 60_000,
  /** What files leave free of the disk for the room's log: a share of it, and bytes at the most. */
  diskReserve: 50,
  diskReserveBytes: 134_217_728,
  /** When the log has used this share of the reserve, files make way. */
  diskReserveWorn: 25,
  /** Bytes that nobody could verify yet, as a share of `spoolBytes` beside them. */
  unverified: 50,
  /** Milliseconds without a new piece after which an unfinished content may make way for others. */
  stillMs: 60_000,
  /** Milliseconds that an unfinished content is kept when nobody brings more of it. */
  partAgeMs: 86_400_000,
  /** Where the disk is short, a whole file makes way for another only if nobody wanted it for so many milliseconds. */
  unwantedMs: 3_600_000,
} as const;
