import type { Problem } from '../error-codes.ts';

/** How far one is with a passphrase. */
export interface WordStanding {
  /** One is being tried right now. */
  readonly isTried: boolean;
  /** What came of the last try. */
  readonly problem?: Problem;
  /** Milliseconds since 1970 before which no other is heard. */
  readonly retryAt?: number;
}

/** What somebody at a door waits for: to be let in, or to say the passphrase. */
export type DoorWait = { readonly door: 'ask' } | { readonly door: 'word'; readonly word: WordStanding };
