import type { OutboxItem, RoomEvent } from '../../shared/models.ts';
import type { MemberChanges } from '../../shared/places/place-models.ts';
import type { NamedRoom } from '../discovery/gossip.ts';
import type { LogSegment } from '../room/log-segment.ts';
import type { GuestWordPort } from '../secure/word.ts';
import type { Call, Welcome } from '../wire/messages.ts';
import type { IntroductionPorts } from './introduction.ts';
import type { KeptRoom } from './kept-room.ts';
import type { Gap, PastPage } from './past.ts';
import type { RoomTrust } from './room-trust.ts';

/** The room that was entered. */
export interface Entered {
  readonly welcome: Welcome;
  /** What is kept of it, if it proved to be a room that is known; else it is another, whatever its id. */
  readonly kept: KeptRoom | undefined;
  /** Who this guest is there. */
  readonly device: string;
  /** True for a new session: the log comes anew, and what is kept of it is an older copy from now on. */
  readonly fresh: boolean;
  /** Why the session of before was not gone on with, if it was asked for. */
  readonly reason: AnewReason | undefined;
  /** The room's own key as 64 hex digits, which its host's certificate showed; undefined in clear. */
  readonly roomKey?: string | undefined;
}

/** Why a log begins anew: the room forgot the session, or its log is another than the one that is kept. */
export type AnewReason = 'unknown_session' | 'log_behind' | 'log_diverged';

/** What a guest's session needs done. The shell answers `connect` with `linkOpened` or `linkLost`. */
export interface GuestShell extends IntroductionPorts {
  /** Where the host is heard beside any link, should it be at another address one day. */
  readonly call?: Call | undefined;
  /** Calculates what a passphrase takes. */
  readonly words: GuestWordPort;
  /** Opens a link to the room. */
  connect(): void;
  send(bytes: Uint8Array): void;
  /** Sends whole frames that may get lost. */
  sendEphemeral(frames: Uint8Array): void;
  /** 32 hex digits, never used before: who this guest is in a room that it was not in. */
  newDevice(): string;
  /** Ends the present link, after what was sent; nothing of it is reported any more. */
  disconnect(): void;
  /**
   * A welcome came.
   * @returns the name of the copy that is kept from now on, and its outbox when it is of another room than before
   */
  welcomed(entered: Entered): { readonly copy: string; readonly outbox: readonly OutboxItem[] | undefined };
  /** New events, in order: keeps them and shows them. */
  received(segment: LogSegment, events: readonly RoomEvent[]): void;
  /**
   * All is here that the log had at the welcome. Where it came anew, it is compared with the copy whose place it took.
   * @returns what of this member's own it lacks, in order, which is to be said again; it is kept already
   */
  logRead(): readonly OutboxItem[];
  /** The newest page came first: the log's copy passes these events over until they come as pages of the past. */
  passedOver(gap: Gap): void;
  /** A page of what was passed over, the newest first: keeps it. */
  filled(page: PastPage): void;
  /** A member writes something. */
  typing(member: string): void;
  /** The host names other rooms: hints, which count only once the rooms themselves answered. */
  named?(rooms: readonly NamedRoom[]): void;
  keepOutboxItem(item: OutboxItem): void;
  dropOutboxItem(id: string): void;
  /** Connection, members or outbox changed. @param members who came and went, where somebody did */
  changed(what: 'room' | 'outbox', members?: MemberChanges): void;
  /** Whole milliseconds since 1970: when something was said, and when the next try is, for people. */
  wallNow(): number;
  /** A number from 0 to 1, for jitter. */
  random(): number;
}

/** Who a guest is and which rooms may be where it goes. */
export interface GuestState {
  readonly nick: string;
  /** What is kept of the room that was there last. */
  readonly expected: readonly KeptRoom[];
  /** Which keys are those of the room that is meant; what {@link expected} says unless it is given. */
  readonly trust?: RoomTrust | undefined;
  /** Wants the newest page of the log first and the past behind it; else the log from its beginning on, in order. */
  readonly newestFirst: boolean;
  /** Goes on trying where the room can't be reached for the first time; otherwise that is the end of it. */
  readonly isPatient?: boolean;
}
