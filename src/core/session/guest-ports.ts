import type { OutboxItem, RoomEvent } from '../../shared/models.ts';
import type { LogSegment } from '../room/log-segment.ts';
import type { Welcome } from '../wire/messages.ts';
import type { Gap, PastPage } from './past.ts';

/** What a guest's session needs done. The shell answers `connect` with `linkOpened` or `linkLost`. */
export interface GuestShell {
  /** Opens a link to the room. */
  connect(): void;
  send(bytes: Uint8Array): void;
  /** Sends whole frames that may get lost. */
  sendEphemeral(frames: Uint8Array): void;
  /** Ends the present link, after what was sent; nothing of it is reported any more. */
  disconnect(): void;
  /**
   * A welcome came. `fresh` when this is a new session: what was kept of the room's log no longer counts.
   * @returns the outbox kept for this room when it is another room than before; else undefined
   */
  welcomed(welcome: Welcome, fresh: boolean): readonly OutboxItem[] | undefined;
  /** New events, in order: keeps them and shows them. */
  received(segment: LogSegment, events: readonly RoomEvent[]): void;
  /** The newest page came first: the log's copy passes these events over until they come as pages of the past. */
  passedOver(gap: Gap): void;
  /** A page of what was passed over, the newest first: keeps it. */
  filled(page: PastPage): void;
  /** A member writes something. */
  typing(member: string): void;
  keepOutboxItem(item: OutboxItem): void;
  dropOutboxItem(id: string): void;
  /** Connection, members or outbox changed. */
  changed(what: 'room' | 'outbox'): void;
  /** Whole milliseconds since 1970: when something was said, and when the next try is, for people. */
  wallNow(): number;
  /** A number from 0 to 1, for jitter. */
  random(): number;
}

/** Who a guest is and what it kept from before. */
export interface GuestState {
  readonly nick: string;
  /** 32 hex digits, the same for ever on this installation. */
  readonly device: string;
  /** The session to resume, if there is one. */
  readonly session: string | undefined;
  /** Newest event kept; 0 for none. */
  readonly newest: number;
  /** What the copy lacks before that. Undefined for a guest that wants the log from its beginning on, in order. */
  readonly gaps: readonly Gap[] | undefined;
  readonly outbox: readonly OutboxItem[];
}
