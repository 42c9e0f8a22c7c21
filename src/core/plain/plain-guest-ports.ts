import type { Member } from '../../shared/models.ts';
import type { EventLines } from './event-lines.ts';
import type { PlainPace } from './paced-lines.ts';

/** What a plain guest needs from outside. */
export interface PlainGuestPorts {
  /** Frames that this guest would send, if it spoke frames. */
  tellRoom(frames: Uint8Array): void;
  /** Whether the room has yet to hear some of what it was told. */
  isHeld(): boolean;
  /** Whether it may come in without having said anything; asked each second that it is silent. */
  mayComeInSilently(): boolean;
  /** Another nickname for the member that this guest is. */
  rename(nick: string): void;
  members(): readonly Member[];
  /** @returns how many bytes now wait to be taken */
  write(bytes: Uint8Array): number;
  queuedBytes(): number;
  /** Reads no more of it, or goes on. */
  pause(paused: boolean): void;
  /** It takes leave, or sends no more and said all: when the room has given it what it is owed, call {@link PlainGuest.leave}. */
  leaves(): void;
  /** Ends a link that never became a member's, after what was written. */
  close(): void;
  /** It speaks frames: these are its first bytes, and nothing more comes here. */
  speaksFrames(first: Uint8Array): void;
}

export interface PlainGuestOptions {
  /** What it is called until it says otherwise. */
  readonly nick: string;
  /** 32 hex digits that nobody else has, and nobody is told. */
  readonly device: string;
  /** What its messages' ids begin with, in no room twice. */
  readonly idStart: string;
  /** False where the room lets in no plain guests: then it is told so. */
  readonly isLetIn: boolean;
  readonly lines: EventLines;
  readonly pace: PlainPace;
}
