import { FrameWriter } from '../wire/frame-writer.ts';
import type { LogSegment } from './log-segment.ts';
import type { SessionRecord } from './members.ts';
import type { RoomLink } from './room-link.ts';

/** What must be on disk before anybody hears of it: one transaction. */
export interface TurnRecord {
  /** Undefined when the turn brought no event. */
  readonly segment: LogSegment | undefined;
  /** Sessions that are new or changed. */
  readonly sessions: readonly SessionRecord[];
  /** Sessions forgotten, by their secret. */
  readonly forgotten: readonly string[];
}

/** Everything that one turn of the event loop produced, from all links that were readable in it. */
export class Turn {
  readonly events = new FrameWriter(65_536);
  /** Links that are owed replies or an end. */
  touched: RoomLink[] = [];
  sessions: SessionRecord[] = [];
  forgotten: string[] = [];
  /** What takes back the turn's changes of memory when the disk refused them; run newest first. */
  undo: (() => void)[] = [];
  /** Links that became members and start at the log. */
  joined: RoomLink[] = [];

  get isEmpty(): boolean {
    return this.touched.length === 0 && !this.hasRecord;
  }

  /** True when there is something for the disk. */
  get hasRecord(): boolean {
    return this.events.length > 0 || this.sessions.length > 0 || this.forgotten.length > 0;
  }

  clear(): void {
    this.touched = [];
    this.sessions = [];
    this.forgotten = [];
    this.undo = [];
    this.joined = [];
  }
}
