import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  joinSegments,
  type LogReader,
  type LogSegment,
  newestBefore,
  segmentFrom,
} from '../../core/room/log-segment.ts';
import { type LostStretch, lostEvents, lostEventsBefore } from '../../core/room/lost-events.ts';
import { FrameDecoder } from '../../core/wire/frame-decoder.ts';
import { parseHostMessage } from '../../core/wire/host-messages.ts';
import { isProtocolError } from '../../core/wire/protocol-error.ts';
import type { RoomEvent } from '../../shared/models.ts';
import { DamageSearch } from './damage-search.ts';
import { OPEN_REST, type Rest } from './rest/rest.ts';
import { intact, rowOf, type SegmentRow } from './segment-row.ts';
import { CONSTRAINT, isDamage, resultCode } from './sqlite-codes.ts';

/** Schema of the log: a row per turn, its events as the frames that travelled (docs/adr/0002). */
export const SEGMENT_SCHEMA =
  'CREATE TABLE segment (first INTEGER PRIMARY KEY, next INTEGER NOT NULL, frames BLOB NOT NULL) STRICT;';
/** What later versions added to it: a checksum, null for rows from before (docs/adr/0024). */
export const SEGMENT_SUMS = 'ALTER TABLE segment ADD COLUMN sum INTEGER;';

/** Bytes read at a time where a caller asks for events and not for bytes. */
const READ_BYTES = 262_144;
/** A row whose numbers can be believed although its frames can't has no more events than this: none ever had. */
const ROW_EVENTS_MOST = 1_000_000;

export interface SegmentTableOptions {
  /** A copy may lack events in between, which nobody has lost; in a log a number without its event is damage. */
  readonly isCopy?: boolean;
  /** Hears of each damaged stretch once, when it is met. */
  readonly damaged?: (stretch: LostStretch) => void;
  /** Hears once that the log's beginning can't be read, and with which event it begins now. */
  readonly beginsLater?: (first: number) => void;
  /** Up to this number events were given, also where no row says so any more. */
  readonly floor?: number;
  /** How frames lie on the disk; as they are unless it is said. */
  readonly rest?: Rest;
}

/**
 * The ordered log in a database. Each row is checked when it is read: what a broken disk made of it is never handed on. The
 * events of a damaged stretch are replaced by placeholders, and the rest is read as ever.
 */
export class SegmentTable implements LogReader {
  readonly #append: StatementSync;
  readonly #replace: StatementSync;
  readonly #from: StatementSync;
  readonly #before: StatementSync;
  readonly #first: StatementSync;
  readonly #last: StatementSync;
  readonly #cut: StatementSync;
  readonly #trim: StatementSync;
  readonly #clear: StatementSync;
  readonly #search: DamageSearch;
  readonly #rest: Rest;
  readonly #options: SegmentTableOptions;
  readonly #stretches: LostStretch[] = [];
  #bounds: { oldest: number; newest: number } | undefined;
  #saidBeginning = false;

  constructor(db: DatabaseSync, options: SegmentTableOptions = {}) {
    const { rest = OPEN_REST } = options;
    this.#options = options;
    this.#rest = rest;
    this.#append = db.prepare('INSERT INTO segment (first, next, frames, sum) VALUES (?, ?, ?, ?)');
    this.#replace = db.prepare('REPLACE INTO segment (first, next, frames, sum) VALUES (?, ?, ?, ?)');
    this.#from = db.prepare(
      'SELECT first, next, frames, sum FROM segment WHERE first >= ifnull((SELECT max(first) FROM segment WHERE first <= ?1), 0) AND next > ?1 ORDER BY first',
    );
    this.#before = db.prepare('SELECT first, next, frames, sum FROM segment WHERE first < ? ORDER BY first DESC');
    this.#first = db.prepare('SELECT first FROM segment ORDER BY first LIMIT 1');
    this.#last = db.prepare('SELECT first, next FROM segment WHERE first < ? ORDER BY first DESC LIMIT 1');
    this.#cut = db.prepare('SELECT max(first) AS first FROM segment WHERE first <= ?');
    this.#trim = db.prepare(
      'DELETE FROM segment WHERE first IN (SELECT first FROM segment WHERE first < ? ORDER BY first LIMIT ?)',
    );
    this.#clear = db.prepare('DELETE FROM segment');
    this.#search = new DamageSearch(db, rest);
  }

  append(segment: LogSegment): void {
    const { first, next, frames, sum } = rowOf(segment, this.#rest);
    this.#bounds = undefined;
    try {
      this.#append.run(first, next, frames, sum);
    } catch (error) {
      // What stands there may be what damage made of another row: that is in nobody's way.
      if (resultCode(error) !== CONSTRAINT || this.#search.isIntact(first)) throw error;
      this.#replace.run(first, next, frames, sum);
    }
  }

  read(from: number, maxBytes: number): LogSegment | undefined {
    const { oldest, newest } = this.bounds();
    const start = Math.max(from, oldest);
    if (start > newest || newest === 0) return undefined;
    const good = this.#goodFrom(start, maxBytes);
    if (good) return good;
    // Of a copy, what can't be read is passed over as what it lacks.
    if (this.#options.isCopy) return this.#search.after(start, newest);
    const found = this.#findAround(start);
    return 'frames' in found ? segmentFrom(found, start) : lostEvents(found, start, maxBytes);
  }

  readBefore(before: number, maxBytes: number): LogSegment | undefined {
    const { oldest, newest } = this.bounds();
    const until = Math.min(before, newest + 1);
    if (until <= oldest || newest === 0) return undefined;
    const segment = this.#readableBefore(until, maxBytes);
    // Where pages changed places a search finds events that the log, as it is counted now, does not begin with.
    return segment && segmentFrom(segment, oldest);
  }

  #readableBefore(until: number, maxBytes: number): LogSegment | undefined {
    const good = newestBefore(this.#goodBefore(until), until, maxBytes);
    if (good || this.#options.isCopy) return good;
    const found = this.#findAround(until - 1);
    return 'frames' in found ? newestBefore([found], until, maxBytes) : lostEventsBefore(found, until, maxBytes);
  }

  /** The newest event's frame; undefined when there is none. */
  newestFrame(): Uint8Array | undefined {
    const { newest } = this.bounds();
    return newest === 0 ? undefined : this.read(newest, 1)?.frames;
  }

  /** Numbers of the oldest and the newest event; both 0 when there is none. */
  bounds(): { readonly oldest: number; readonly newest: number } {
    if (this.#bounds === undefined) {
      const newest = Math.max(this.#newest(), this.#options.floor ?? 0);
      this.#bounds = { oldest: newest === 0 ? 0 : this.#oldest(newest), newest };
    }
    return this.#bounds;
  }

  /** Events `from` up to `to` (exclusive), in order. */
  *events(from: number, to: number): Generator<RoomEvent> {
    let seq = from;
    while (seq < to) {
      const segment = this.read(seq, READ_BYTES);
      if (segment === undefined || segment.frames.length === 0) return;
      for (const event of decodeEvents(segment.frames)) if (event.seq < to) yield event;
      seq = segment.next;
    }
  }

  /**
   * Drops segments of events before `seq`, whole ones, and at most `rows` of them: a turn must not wait for it. What damage
   * is in the way of stays: a turn must not fail for it.
   */
  trimBefore(seq: number, rows: number): void {
    try {
      const { first } = this.#cut.get(seq) ?? {};
      if (typeof first !== 'number') return;
      this.#trim.run(first, rows);
      this.#bounds = undefined;
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
  }

  /** Whether the newest row is as it was written; true where there is none. */
  endsIntact(): boolean {
    try {
      const row = this.#before.get(Number.MAX_SAFE_INTEGER) as SegmentRow | undefined;
      return row === undefined || intact(row, this.#rest) !== undefined;
    } catch (error) {
      if (!isDamage(error)) throw error;
      return false;
    }
  }

  clear(): void {
    this.#clear.run();
    this.#bounds = undefined;
    this.#stretches.length = 0;
  }

  /** The rows from event `start` on, up to the first that is damaged or missing. */
  #goodFrom(start: number, maxBytes: number): LogSegment | undefined {
    const segments: LogSegment[] = [];
    let bytes = 0;
    let expected = start;
    try {
      for (const row of this.#from.iterate(start)) {
        const segment = intact(row as unknown as SegmentRow, this.#rest);
        // Of damaged pages a search may bring rows that it was not asked for.
        const follows = segments.length === 0 ? segment && this.#begins(segment, start) : segment?.first === expected;
        if (!segment || !follows) break;
        segments.push(segment);
        expected = segment.next;
        bytes += segment.frames.length;
        if (bytes >= maxBytes) break;
      }
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    return joinSegments(segments, start);
  }

  /** Whether a row is the one to begin with when events from `start` on are asked for. */
  #begins(segment: LogSegment, start: number): boolean {
    return holds(segment, start) || (this.#options.isCopy === true && segment.first > start);
  }

  /** The rows before event `before`, the newest first, up to the first that is damaged or, in a log, missing. */
  *#goodBefore(before: number): Generator<LogSegment> {
    let expected = before;
    try {
      for (const row of this.#before.iterate(before)) {
        const segment = intact(row as unknown as SegmentRow, this.#rest);
        if (segment === undefined || segment.first >= expected) return;
        if (!this.#options.isCopy && !holds(segment, expected - 1)) return;
        yield segment;
        expected = segment.first;
      }
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
  }

  /** The row that holds event `seq`, which the usual search did not find, or the damaged stretch that it is in. */
  #findAround(seq: number): LogSegment | LostStretch {
    const known = this.#stretches.find(({ first, next }) => first <= seq && seq < next);
    if (known) return known;
    const { oldest, newest } = this.bounds();
    const before = this.#search.upTo(seq, oldest);
    if (before && holds(before, seq)) return before;
    const after = this.#search.after(seq, newest);
    const near = before ?? after;
    const at = near ? ([...decodeEvents(near.frames)].at(before ? -1 : 0)?.at ?? 0) : 0;
    const stretch = { first: before?.next ?? oldest, next: after?.first ?? newest + 1, at };
    this.#stretches.push(stretch);
    this.#options.damaged?.(stretch);
    return stretch;
  }

  /** What is damaged at the very beginning counts as dropped: nobody knows how much of it there was. */
  #oldest(newest: number): number {
    try {
      const first = Number(this.#first.get()?.first ?? 0);
      if (first > 0 && first <= newest) return first;
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    const first = this.#search.after(0, newest)?.first ?? newest;
    if (!this.#saidBeginning) this.#options.beginsLater?.(first);
    this.#saidBeginning = true;
    return first;
  }

  /** Numbers are believed also where frames can't be read: a number must not be given twice. */
  #newest(): number {
    try {
      for (let before = Number.MAX_SAFE_INTEGER; ; ) {
        const row = this.#last.get(before);
        if (row === undefined) return 0;
        const first = Number(row.first);
        const next = Number(row.next);
        if (next > first && next - first <= ROW_EVENTS_MOST) return next - 1;
        before = first;
      }
    } catch (error) {
      if (!isDamage(error)) throw error;
      return (this.#search.upTo(Number.MAX_SAFE_INTEGER, 1)?.next ?? 1) - 1;
    }
  }
}

/** Whether event `seq` is in a segment. */
function holds({ first, next }: LogSegment, seq: number): boolean {
  return first <= seq && seq < next;
}

/** The events of whole `event` frames, one behind the other. */
export function* decodeEvents(frames: Uint8Array): Generator<RoomEvent> {
  const decoder = new FrameDecoder();
  decoder.push(frames);
  for (let frame = decoder.next(); frame !== undefined && !isProtocolError(frame); frame = decoder.next()) {
    const message = parseHostMessage(frame.header);
    if (message === undefined || isProtocolError(message) || message.type !== 'event') continue;
    const { type: _, ...event } = message;
    yield event;
  }
}
