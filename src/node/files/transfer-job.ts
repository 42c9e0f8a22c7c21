import type { FileLink } from './file-link.ts';
import type { Slots } from './slots.ts';
import type { TransferCard } from './transfer-card.ts';

/** A transfer that is to be done; what it comes to stands on its card. */
export interface TransferJob {
  readonly card: TransferCard;
  /** Begins, or goes on after a pause or a failure. */
  start(): void;
  pause(): void;
  /** Stops it for good and takes away what is left of it. */
  cancel(): void;
  /** The program ends: lets go of everything, to go on another time. */
  close(): void;
}

/** What every job works with. */
export interface JobParts {
  readonly link: FileLink;
  /** Files that are hashed at a time: each takes the memory of a few pieces. */
  readonly hashing: Slots;
  /** Who offers. */
  readonly from: () => { readonly device: string; readonly nick: string };
}
