import type { Problem } from '../../shared/error-codes.ts';
import type { FairShare } from './fair-share.ts';
import type { Offering } from './file-messages.ts';
import type { PieceStore } from './piece-store.ts';
import type { Allowance } from './quota.ts';

/** What the host's end of a file link needs of the world: a link, a place for contents, a room to tell. */

/** The other end of a file link. */
export interface FilePeer {
  /** The bytes must not be changed afterwards. @returns how many now wait */
  send(bytes: Uint8Array): number;
  /** The same for bytes whose memory is used again: `release` is called, at some time or never, when it has let them go. */
  lend?(bytes: Uint8Array, release: () => void): number;
  queuedBytes(): number;
  /** Stops or goes on reading. */
  pause(paused: boolean): void;
  close(): void;
}

/** A content that is being received, by one link or several. */
export interface Receiving {
  readonly store: PieceStore;
  /** Calls back when it is known what was there of it before. */
  ready(done: (problem: Problem | undefined) => void): void;
  /** All pieces are there: checks the whole, and keeps it. `done` may say `file_wrong`: then all of it is gone. */
  finish(done: (problem: Problem | undefined) => void): void;
  /** This link has nothing more to do with it. */
  release(): void;
}

/** A content that is kept whole. */
export interface Reader {
  readonly size: number;
  /** The name that it was offered under; its hash where it was not. */
  readonly name: string;
  /**
   * Reads from within one piece. The bytes must not be changed: others may read the same. Where there is a `release`, it is
   * to be called when they are needed no more.
   */
  read(offset: number, length: number, done: (bytes: Uint8Array | Problem, release?: () => void) => void): void;
  close(): void;
}

/** Where the host keeps contents, by hash. */
export interface Spool {
  has(hash: string, size: number): boolean;
  open(hash: string): Reader | undefined;
  /** The digests of a content's pieces. */
  pieces(hash: string): { readonly size: number; readonly list: Uint8Array } | undefined;
  /** @param list digests of the pieces; undefined when the sender did not say them */
  receive(hash: string, size: number, list: Uint8Array | undefined): Receiving | Problem;
}

export interface FileServerPorts {
  readonly spool: Spool;
  readonly share: FairShare;
  /** Bytes of lists of pieces that links of one address, and all, make the host remember. */
  readonly lists: Allowance;
  /** Tells the room of a file that is there; `done` hears the event's number or why there is none. */
  announce(offering: Offering, hash: string, done: (told: { id: string; seq: number } | Problem) => void): void;
}
