import type { RoomEvent } from '../../shared/models.ts';
import { DecimalDigits } from '../wire/decimal-digits.ts';
import { type Author, writeEvent, writePlainEvent } from '../wire/event-frame.ts';
import { FrameWriter } from '../wire/frame-writer.ts';
import type { PlainSay } from '../wire/plain-say.ts';
import type { RuleRecord } from './doors/rule-record.ts';
import type { LogClock } from './log-clock.ts';
import { type LogSegment, segmentFrom } from './log-segment.ts';
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
  /** Rules that are new, changed or no more, in order. */
  readonly rules: readonly RuleRecord[];
}

/** Where a turn stood at some moment. */
export interface TurnMark {
  readonly numbered: number;
  readonly eventBytes: number;
  readonly typing: number;
  readonly joined: number;
  readonly sessions: number;
  readonly forgotten: number;
  readonly rules: number;
  readonly undo: number;
}

/** Memory for events: of several busy turns, or of a thousand lone messages. */
const EVENTS_BYTES = 262_144;

/** Everything that one turn of the event loop produced, from all links that were readable in it. */
export class Turn {
  /** Links that are owed replies or an end. */
  touched: RoomLink[] = [];
  /** Links whose members write something. */
  typing: RoomLink[] = [];
  /** Links that became members and start at the log. */
  joined: RoomLink[] = [];
  sessions: SessionRecord[] = [];
  forgotten: string[] = [];
  rules: RuleRecord[] = [];
  /** What takes back the turn's changes of memory when the disk refused them; run newest first. */
  undo: (() => void)[] = [];
  readonly #events = new FrameWriter(EVENTS_BYTES);
  readonly #clock: LogClock;
  readonly #digits = { seq: new DecimalDigits(), at: new DecimalDigits() };
  #newest: number;
  #numbered: number;
  #speaks = false;
  #streams = 0;
  #isSealed = false;
  /** When the turn's events happened: its first one asks the clock. */
  #at: number | undefined;

  constructor(newest: number, clock: LogClock) {
    this.#clock = clock;
    this.#newest = newest;
    this.#numbered = newest;
  }

  /** True while all events of the turn are of who came and went. */
  get isPresence(): boolean {
    return !this.#speaks;
  }

  /** True when somebody was heard, and all that were are links over datagrams. */
  get hearsDatagramsAlone(): boolean {
    return this.touched.length > 0 && this.#streams === 0;
  }

  /** The link is owed replies or an end; once in a turn. */
  touch(link: RoomLink): void {
    this.touched.push(link);
    if (link.peer.datagrams !== true) this.#streams += 1;
  }

  /** Newest event on disk. */
  get newest(): number {
    return this.#newest;
  }

  /** Newest event numbered; ahead of `newest` until the turn is on disk. */
  get numbered(): number {
    return this.#numbered;
  }

  get isEmpty(): boolean {
    return this.touched.length === 0 && this.typing.length === 0 && !this.#hasRecord;
  }

  /** When the turn's events happen, in milliseconds since 1970. */
  get at(): number {
    this.#at ??= this.#clock.at();
    return this.#at;
  }

  /** Numbers an event and encodes it, once for everybody. @returns its number */
  log(
    event: Pick<
      RoomEvent,
      | 'kind'
      | 'text'
      | 'reply_to'
      | 'reply_seq'
      | 'late'
      | 'plain'
      | 'role'
      | 'card'
      | 'clear'
      | 'file'
      | 'sealed'
      | 'about'
    > & {
      readonly id?: string;
    },
    from: Author,
  ): number {
    this.#numbered += 1;
    if (event.kind !== 'joined' && event.kind !== 'left') this.#speaks = true;
    const seq = this.#numbered;
    const { id = `${event.kind}-${seq}` } = event;
    writeEvent(this.#events, { ...event, seq, at: this.at, id }, from);
    return seq;
  }

  /** The same for the commonest message, copied byte for byte. */
  logPlain(say: PlainSay, from: Author): number {
    this.#numbered += 1;
    this.#speaks = true;
    this.#digits.seq.set(this.#numbered);
    this.#digits.at.set(this.at);
    writePlainEvent(this.#events, this.#digits, say, from);
    return this.#numbered;
  }

  /** The digits of the number that {@link logPlain} gave last. */
  get seqDigits(): DecimalDigits {
    return this.#digits.seq;
  }

  /** The frames of this turn's events from number `seq` on; valid until the next event. */
  framesFrom(seq: number): Uint8Array {
    const range = { first: this.#newest + 1, next: this.#numbered + 1 };
    return segmentFrom({ ...range, frames: this.#events.written() }, seq).frames;
  }

  /** Where the turn stands, for {@link takeBackTo}. */
  mark(): TurnMark {
    return {
      numbered: this.#numbered,
      eventBytes: this.#events.length,
      typing: this.typing.length,
      joined: this.joined.length,
      sessions: this.sessions.length,
      forgotten: this.forgotten.length,
      rules: this.rules.length,
      undo: this.undo.length,
    };
  }

  /** Takes back what this turn brought since `mark`; links that are owed something still are. */
  takeBackTo(mark: TurnMark): void {
    for (const step of this.undo.splice(mark.undo).reverse()) step();
    this.#events.truncate(mark.eventBytes);
    this.#numbered = mark.numbered;
    this.typing.length = mark.typing;
    this.joined.length = mark.joined;
    this.sessions.length = mark.sessions;
    this.forgotten.length = mark.forgotten;
    this.rules.length = mark.rules;
  }

  /** Takes nothing more until it is kept or taken back. @returns what must be on disk; undefined when nothing must */
  seal(): TurnRecord | undefined {
    if (this.#isSealed) throw new Error('a turn is being written');
    this.#isSealed = true;
    if (!this.#hasRecord) return undefined;
    const { sessions, forgotten, rules } = this;
    const range = { first: this.#newest + 1, next: this.#numbered + 1 };
    const segment = this.#events.length > 0 ? { ...range, frames: this.#events.detach() } : undefined;
    return { segment, sessions, forgotten, rules };
  }

  /** The turn is on disk, and the next one begins. */
  kept(): void {
    this.#newest = this.#numbered;
    this.#clear();
  }

  /** The disk refused the turn: takes back what it changed in memory. */
  takeBack(): void {
    for (const step of this.undo.reverse()) step();
    this.#events.take();
    this.#numbered = this.#newest;
    this.#clear();
  }

  get #hasRecord(): boolean {
    return [this.#events, this.sessions, this.forgotten, this.rules].some(({ length }) => length > 0);
  }

  #clear(): void {
    this.#isSealed = false;
    this.#at = undefined;
    this.#speaks = false;
    this.#streams = 0;
    this.touched = [];
    this.joined = [];
    this.typing = [];
    this.sessions = [];
    this.forgotten = [];
    this.rules = [];
    this.undo = [];
  }
}
