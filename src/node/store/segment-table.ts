import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { joinSegments, type LogReader, type LogSegment, newestBefore } from '../../core/room/log-segment.ts';
import { FrameDecoder } from '../../core/wire/frame-decoder.ts';
import { parseHostMessage } from '../../core/wire/host-messages.ts';
import { isProtocolError } from '../../core/wire/protocol-error.ts';
import type { RoomEvent } from '../../shared/models.ts';

/** Schema of the log: a row per turn, its events as the frames that travelled (docs/adr/0002). */
export const SEGMENT_SCHEMA =
  'CREATE TABLE segment (first INTEGER PRIMARY KEY, next INTEGER NOT NULL, frames BLOB NOT NULL) STRICT;';

/** Bytes read at a time where a caller asks for events and not for bytes. */
const READ_BYTES = 262_144;

/** The ordered log in a database. */
export class SegmentTable implements LogReader {
  readonly #append: StatementSync;
  readonly #from: StatementSync;
  readonly #before: StatementSync;
  readonly #bounds: StatementSync;
  readonly #trim: StatementSync;
  readonly #clear: StatementSync;

  constructor(db: DatabaseSync) {
    this.#append = db.prepare('INSERT INTO segment (first, next, frames) VALUES (?, ?, ?)');
    this.#from = db.prepare(
      'SELECT first, next, frames FROM segment WHERE first >= ifnull((SELECT max(first) FROM segment WHERE first <= ?1), 0) AND next > ?1 ORDER BY first',
    );
    this.#before = db.prepare('SELECT first, next, frames FROM segment WHERE first < ? ORDER BY first DESC');
    this.#bounds = db.prepare('SELECT min(first) AS oldest, max(next) AS next FROM segment');
    this.#trim = db.prepare('DELETE FROM segment WHERE next <= ?');
    this.#clear = db.prepare('DELETE FROM segment');
  }

  append({ first, next, frames }: LogSegment): void {
    this.#append.run(first, next, frames);
  }

  read(from: number, maxBytes: number): LogSegment | undefined {
    const segments: LogSegment[] = [];
    let bytes = 0;
    for (const row of this.#from.iterate(from)) {
      const segment = row as unknown as LogSegment;
      segments.push(segment);
      bytes += segment.frames.length;
      if (bytes >= maxBytes) break;
    }
    return joinSegments(segments, from);
  }

  readBefore(before: number, maxBytes: number): LogSegment | undefined {
    return newestBefore(this.#before.iterate(before) as Iterable<unknown> as Iterable<LogSegment>, before, maxBytes);
  }

  /** The newest event's frame; undefined when there is none. */
  newestFrame(): Uint8Array | undefined {
    const { newest } = this.bounds();
    return newest === 0 ? undefined : this.read(newest, 1)?.frames;
  }

  /** Numbers of the oldest and the newest event; both 0 when there is none. */
  bounds(): { oldest: number; newest: number } {
    const row = this.#bounds.get() as { oldest: number | null; next: number | null };
    return { oldest: row.oldest ?? 0, newest: (row.next ?? 1) - 1 };
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

  /** Drops whole segments of events before `seq`. */
  trimBefore(seq: number): void {
    this.#trim.run(seq);
  }

  clear(): void {
    this.#clear.run();
  }
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
