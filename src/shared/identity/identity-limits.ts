/** Bounds of what is kept of keys and people, by name; docs/limits.md has a row and a reason for each, tested against this table. */
export const IDENTITY_LIMITS = {
  /** Days that a certificate lets a host serve its room; it is made anew before half of them are over. */
  certificateDays: 90,
  /** Hours before it was made from which it counts: clocks differ. */
  certificateAheadHours: 24,
  /** People who are remembered; those who are not verified and were met longest ago go first. */
  contacts: 10_000,
  /** Names of before, and rooms, that are remembered of each. */
  contactNicks: 8,
  contactRooms: 32,
  /** Changes of keys that wait for a decision; the oldest go first. */
  keyChanges: 256,
} as const;
