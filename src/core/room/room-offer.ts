import type { Hello } from '../wire/messages.ts';
import type { Peer } from './room-link.ts';

/** Who offers a file, and under which id of theirs. */
export interface Offer {
  readonly id: string;
  readonly from: Pick<Hello, 'device' | 'nick'>;
  /** The link over which it came. */
  readonly peer: Pick<Peer, 'address' | 'local' | 'identity'>;
}

/** The event that an offer became. */
export interface Offered {
  readonly id: string;
  readonly seq: number;
  /** True when the event is on disk already: it was offered before. */
  readonly isKept: boolean;
}
