import type { Problem } from '../error-codes.ts';

/** What a `file` event says beside its `text`, which is the file's name. Everybody who has it can fetch and verify. */
export interface FileInfo {
  /** As the sender called it; not cleaned for this system. */
  readonly name: string;
  /** Bytes of the content. */
  readonly size: number;
  /** SHA-256 of the whole content: 64 hex digits in lower case. */
  readonly hash: string;
  /** SHA-256 over the SHA-256 of each piece of 1 MiB, one behind the other: 64 hex digits in lower case. */
  readonly pieces: string;
  /** Media type by the name's ending, such as `image/png`; empty when it is not known. */
  readonly type: string;
  /** Present for a folder: the content is its list of files, and this is what they are together. */
  readonly folder?: FolderSize;
}

export interface FolderSize {
  readonly files: number;
  readonly bytes: number;
}

/** Why something of a folder is not sent: a symbolic link, a name that is no UTF-8, no file (a socket, a device). */
export type LeftReason = 'link' | 'name' | 'special';

/** Something that stayed with the sender. What a name's bytes are, where they are no text, shows as U+FFFD. */
export interface LeftThing {
  readonly path: string;
  readonly why: LeftReason;
}

/** What of a folder stayed with the sender: how much, and the first of it by name. */
export interface LeftBehind {
  readonly all: number;
  readonly some: readonly LeftThing[];
}

/**
 * - `preparing`: the sender's file is read and hashed, or the folder is listed
 * - `waiting`: for its turn, for the link, or for the host
 * - `running`: bytes travel
 * - `paused`: by this member, until it is resumed; also across a restart
 * - `finishing`: all bytes are here; they are being put in place
 * - `done`, `failed`, `cancelled`: over. One that failed can be resumed.
 */
export type TransferState =
  | 'preparing'
  | 'waiting'
  | 'running'
  | 'paused'
  | 'finishing'
  | 'done'
  | 'failed'
  | 'cancelled';

/** One file or folder on its way, to or from this computer, as the window draws it. */
export interface Transfer {
  /** Unique on this computer. */
  readonly id: string;
  readonly direction: 'send' | 'receive';
  /** The room that it belongs to. */
  readonly room: string;
  /** Number of the room's `file` event; undefined for what is being sent until the room has it. */
  readonly event: number | undefined;
  /** The other one: for what is received, the sender's nickname. */
  readonly nick: string;
  /** Cleaned for this system; what is received may get a number when the name is taken. */
  readonly name: string;
  readonly type: string;
  readonly state: TransferState;
  /** Bytes of the whole, of a folder those of all files; and how many of them are through and verified. */
  readonly size: number;
  readonly done: number;
  /** Of a folder: files in it, and how many of them are through. */
  readonly files?: { readonly all: number; readonly done: number };
  /** Of a folder: what of it stayed with its sender. */
  readonly left?: LeftBehind;
  /** Bytes a second, smoothed; 0 unless it is running. */
  readonly speed: number;
  /** Milliseconds that are left at this speed; undefined while nobody knows. */
  readonly leftMs: number | undefined;
  /** Why it failed, or why it waits. */
  readonly problem?: Problem;
  /** Pieces that came with a wrong hash and were fetched again. */
  readonly wrongPieces: number;
  /** Where it is on this computer: what is being sent, or what was received. */
  readonly path: string | undefined;
  /** True for programs and scripts: opening asks first. */
  readonly executable: boolean;
  /** Milliseconds since 1970 at which it began, by this computer's clock. */
  readonly at: number;
}

/** What all transfers came to, when the last one that ran is over. */
export interface TransferSummary {
  readonly sent: number;
  readonly received: number;
  readonly failed: number;
  readonly bytes: number;
}

/** A picture's bytes, to be decoded in the window's sandbox. */
export interface Preview {
  readonly type: string;
  readonly bytes: Uint8Array;
}

export function isOver({ state }: Pick<Transfer, 'state'>): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

/** True for what moves, or will by itself. */
export function isUnderWay(transfer: Pick<Transfer, 'state'>): boolean {
  return !isOver(transfer) && transfer.state !== 'paused';
}
