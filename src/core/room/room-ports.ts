import type { RoomInfo } from '../../shared/models.ts';
import type { Digests } from '../secure/proofs.ts';
import type { WordPort } from '../secure/word.ts';
import type { RuleRecord } from './doors/rule-record.ts';
import type { LogReader } from './log-segment.ts';
import type { SessionRecord } from './members.ts';
import type { RoomLink } from './room-link.ts';

/** What the store kept of a room. */
export interface RoomState {
  readonly info: RoomInfo;
  /** Number of the newest event; 0 for a new room. */
  readonly newest: number;
  /** When that happened, in milliseconds since 1970; 0 for a new room. */
  readonly newestAt: number;
  /** What it proves itself with: hex digits that never leave the computer. */
  readonly secret: string;
  readonly sessions: readonly SessionRecord[];
  /** Who comes in and who helps with it; of each name the newest. */
  readonly rules: readonly RuleRecord[];
  /** The newest messages' ids, oldest first. */
  readonly said: Iterable<{ readonly member: string; readonly id: string; readonly seq: number }>;
}

export interface RoomPorts {
  readonly log: LogReader;
  /** Unpredictable hex digits. */
  readonly randomHex: (digits: number) => string;
  readonly digests: Digests;
  /** Whole milliseconds since 1970: when events happen. All other time is by a clock that is never set. */
  readonly wallNow: () => number;
  /** Milliseconds, with fractions, by a clock that only goes forward: how long work takes. */
  readonly elapsed: () => number;
  /** A link asks whether `port` of the computer that it comes from is reached from here: {@link Room.reached} tells it. */
  readonly reach: (link: RoomLink, port: number) => void;
  /** Verifies passphrases, on a thread of its own; what it answers comes outside of any link's turn. */
  readonly words: WordPort;
  /** Something that must not be was thrown while a link was heard: the link ends, the room goes on. */
  readonly defect: (error: unknown) => void;
}
