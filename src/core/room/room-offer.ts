import type { Hello } from '../wire/messages.ts';

/** Who offers a file, and under which id of theirs. */
export interface Offer {
  readonly id: string;
  readonly from: Pick<Hello, 'device' | 'nick'>;
}

/** The event that an offer became. */
export interface Offered {
  readonly id: string;
  readonly seq: number;
}
