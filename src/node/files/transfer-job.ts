import type { FileInfo } from '../../shared/files/file-models.ts';
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

/** What is kept of a transfer, to go on with it another time. */
export interface TransferRecord {
  readonly id: string;
  readonly direction: 'send' | 'receive';
  readonly room: string;
  readonly nick: string;
  readonly name: string;
  readonly at: number;
  readonly state: 'open' | 'paused' | 'done' | 'failed' | 'cancelled';
  /** Number of the room's event. */
  readonly event?: number;
  readonly file?: FileInfo;
  /** What is sent; what was received, when it is done. */
  readonly path?: string;
  /** What is being put together. */
  readonly part?: string;
  /** True where `path` was chosen by the person, and is written over. */
  readonly over?: boolean;
  /** Folder that it is received into. */
  readonly folder?: string;
}
