import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { LogSegment } from '../../core/room/log-segment.ts';
import { isSealedWords } from '../../core/secure/sealed-words/sealed-words.ts';
import type { CopyOfLog } from '../../core/session/lost-of-own.ts';
import type { Gap } from '../../core/session/past.ts';
import type { Problem, Result } from '../../shared/error-codes.ts';
import { success } from '../../shared/error-codes.ts';
import type { OutboxItem, RoomEvent } from '../../shared/models.ts';
import { openDatabase, readJson, storeProblem, transaction } from './database.ts';
import { OPEN_REST, type Rest } from './rest/rest.ts';
import { opened as unsealed } from './rest/sealed-columns.ts';
import { saidIn } from './said-in.ts';
import { SEALED_SCHEMA, SealedTable } from './sealed-table.ts';
import { decodeEvents, SEGMENT_SCHEMA, SEGMENT_SUMS, SegmentTable } from './segment-table.ts';
import { isDamage } from './sqlite-codes.ts';

const MIGRATIONS = [
  `${SEGMENT_SCHEMA}
   CREATE TABLE session (token TEXT NOT NULL) STRICT;
   CREATE TABLE outbox (
     position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, text TEXT NOT NULL, at INTEGER NOT NULL, problem TEXT
   ) STRICT;`,
  `CREATE TABLE gap (first INTEGER PRIMARY KEY, next INTEGER NOT NULL) STRICT;`,
  'CREATE TABLE identity (device TEXT NOT NULL, key TEXT, supersedes TEXT) STRICT;',
  `ALTER TABLE identity ADD COLUMN you TEXT;
   ALTER TABLE identity ADD COLUMN reason TEXT;
   ALTER TABLE identity ADD COLUMN compared INTEGER NOT NULL DEFAULT 1;
   ALTER TABLE outbox ADD COLUMN late INTEGER;`,
  SEGMENT_SUMS,
  'ALTER TABLE identity ADD COLUMN proven INTEGER NOT NULL DEFAULT 0;',
  'ALTER TABLE identity ADD COLUMN room_key TEXT;',
  'ALTER TABLE outbox ADD COLUMN sealed TEXT;',
  SEALED_SCHEMA,
];

const OUTBOX = `SELECT id, at, late, ${['text', 'problem', 'sealed']
  .map((column) => `${unsealed('outbox', column)} AS ${column}`)
  .join(', ')} FROM outbox ORDER BY position`;
const IDENTITY = `SELECT ${unsealed('identity', 'device')} AS device, ${unsealed('identity', 'key')} AS key,
  room_key, supersedes, you, reason, compared, proven FROM identity`;

/** Why a message was not said, where that can't be read any more. */
const UNREADABLE: Problem = { code: 'store_failed', text: 'it was not said' };

/** Bytes of the copy read at a time for a page of it. */
const HISTORY_BYTES = 65_536;

/** Who a member is in a room, and what it knows the room by. */
export interface Identity {
  /** 32 hex digits. */
  readonly device: string;
  /** What the room proves itself with; undefined where it knows nothing of proofs. */
  readonly key: string | undefined;
  /** The room's own key as 64 hex digits; undefined where its links were in clear whenever it was entered. */
  readonly roomKey?: string | undefined;
  /** The name of the older copy whose place this one took. */
  readonly supersedes: string | undefined;
  /** Why it did. */
  readonly reason: string | undefined;
  /** This member's id. */
  readonly you: string | undefined;
  /** False until it is known what the log lacks of what the older copy has. */
  readonly compared: boolean;
  /** Counts up with each proof of rooms of this id, so that the last one proven is known; 0 where the room never proved itself. */
  readonly proven: number;
}

/** A member's copy of a log, to be read from one end to the other. */
export interface KeptLog {
  /** Numbers of the oldest and newest event that are kept; 0 for none. */
  readonly oldest: number;
  readonly newest: number;
  /** Events that are lacking still, and may come. */
  readonly missing: number;
  /** Events `from` up to `to` (exclusive) of those kept, in order. */
  events(from: number, to: number): Iterable<RoomEvent>;
}

/** What a member keeps of one room: the session's secret, the outbox, and a copy of the log to read back. */
export class MemberStore {
  /** Where in the copy the private messages of this member are. */
  readonly sealed: SealedTable;
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly #log: SegmentTable;
  readonly #keepItem: StatementSync;
  readonly #dropItem: StatementSync;
  readonly #lacks: StatementSync;
  /** Whether the copy passed over what is newer than all that it has: the page behind that has yet to come. */
  #isAhead: boolean;

  private constructor(db: DatabaseSync, path: string, rest: Rest) {
    this.#db = db;
    this.#path = path;
    this.#log = new SegmentTable(db, { isCopy: true, rest });
    this.sealed = new SealedTable(db);
    this.#keepItem = db.prepare(
      `INSERT INTO outbox (id, text, at, problem, late, sealed) VALUES (?1, seal(?2, 'outbox.text ' || ?1), ?3, seal(?4, 'outbox.problem ' || ?1), ?5, seal(?6, 'outbox.sealed ' || ?1))
       ON CONFLICT (id) DO UPDATE SET problem = excluded.problem`,
    );
    this.#dropItem = db.prepare('DELETE FROM outbox WHERE id = ?');
    this.#lacks = db.prepare('SELECT 1 FROM gap WHERE first <= ?1 AND next > ?1');
    this.#isAhead = this.#passesAhead();
  }

  /** Opens the file, or makes it. Fails with `store_locked`, `store_broken`, `store_newer` or `store_failed`. */
  static open(path: string, rest = OPEN_REST): Result<MemberStore> {
    const opened = openDatabase(path, MIGRATIONS, { rest });
    if (!opened.ok) return opened;
    try {
      const store = new MemberStore(opened.value, path, rest);
      // What can't be read is said now, and not in the middle of something.
      store.session();
      store.identity();
      store.outbox();
      store.gaps();
      return success(store);
    } catch (error) {
      opened.value.close();
      return { ok: false, problem: storeProblem(error, path) };
    }
  }

  session(): string | undefined {
    const row = this.#db.prepare(`SELECT ${unsealed('session', 'token')} AS token FROM session`).get();
    return row === undefined ? undefined : String(row.token);
  }

  newest(): number {
    return this.#log.bounds().newest;
  }

  outbox(): readonly OutboxItem[] {
    const rows = this.#db.prepare(OUTBOX).all();
    return rows.map((row) => {
      const { problem, late } = row;
      const sealed = typeof row.sealed === 'string' ? readJson(row.sealed) : undefined;
      const words = { text: String(row.text), ...(isSealedWords(sealed) && { sealed }) };
      const said = { id: String(row.id), ...words, at: Number(row.at) };
      const item = late === null ? said : { ...said, late: Number(late) };
      return typeof problem === 'string'
        ? { ...item, state: 'failed' as const, problem: (readJson(problem) ?? UNREADABLE) as Problem }
        : { ...item, state: 'waiting' as const };
    });
  }

  /** Undefined for a copy of a version that was the same in every room. */
  identity(): Identity | undefined {
    const row = this.#db.prepare(IDENTITY).get();
    if (row === undefined) return undefined;
    const { device, key, room_key, supersedes, reason, you, compared, proven } = row;
    return {
      device: String(device),
      key: textOf(key),
      roomKey: textOf(room_key),
      supersedes: textOf(supersedes),
      reason: textOf(reason),
      you: textOf(you),
      compared: compared === 1,
      proven: Number(proven),
    };
  }

  /** Whether there is anything in it of this member's own: what waits to be said, or what was said and accepted. */
  hasOwn(): boolean {
    if (this.outbox().length > 0) return true;
    const you = this.identity()?.you;
    const { oldest, newest } = this.#log.bounds();
    for (let seq = oldest; newest > 0 && seq <= newest; ) {
      const segment = this.#log.read(seq, HISTORY_BYTES);
      if (segment === undefined || segment.next <= seq) return false;
      for (const { member } of saidIn(segment.frames)) if (member === you) return true;
      seq = segment.next;
    }
    return false;
  }

  /** The room was entered, all at once or not at all. `outbox`: what another copy left to be said. @throws what SQLite threw */
  enter(identity: Identity, session: string, outbox: readonly OutboxItem[]): void {
    const { device, key = null, roomKey = null, supersedes = null, you = null, reason = null } = identity;
    const { compared, proven } = identity;
    transaction(this.#db, () => {
      this.#db.exec('DELETE FROM identity; DELETE FROM session');
      // What was passed over in front of a page that never came is no gap of this copy.
      if (this.newest() === 0) this.#db.exec('DELETE FROM gap');
      this.#db
        .prepare(
          `INSERT INTO identity (device, key, room_key, supersedes, you, reason, compared, proven)
           VALUES (seal(?, 'identity.device'), seal(?, 'identity.key'), ?, ?, ?, ?, ?, ?)`,
        )
        .run(device, key, roomKey, supersedes, you, reason, compared ? 1 : 0, proven);
      this.#db.prepare("INSERT INTO session (token) VALUES (sealname(?, 'session.token'))").run(session);
      for (const item of outbox) this.keepItem(item);
    });
  }

  /** What the copy lacks of the log between its oldest and its newest event, and before them, oldest first. */
  gaps(): readonly Gap[] {
    // One above the newest event belongs to a page that never came.
    const rows = this.#db.prepare('SELECT first, next FROM gap WHERE first <= ? ORDER BY first').all(this.newest());
    return rows.map(({ first, next }) => ({ first: Number(first), next: Number(next) }));
  }

  /** The events of `gap` were passed over. */
  passOver({ first, next }: Gap): void {
    transaction(this.#db, () => {
      // It begins behind the newest event: gaps from there on are of runs whose pages never came.
      this.#db.prepare('DELETE FROM gap WHERE first >= ?').run(first);
      this.#db.prepare('INSERT INTO gap (first, next) VALUES (?, ?)').run(first, next);
    });
    this.#isAhead = true;
  }

  /** The end of a gap came, or all that there is of it: `segment` has no frames where the host has nothing older. */
  fill(segment: LogSegment): void {
    const { first, next, frames } = segment;
    transaction(this.#db, () => {
      if (frames.length > 0) this.#log.append(segment);
      this.#db.prepare('DELETE FROM gap WHERE first >= ? AND next <= ?').run(first, next);
      this.#db.prepare('UPDATE gap SET next = ? WHERE first < ? AND next = ?').run(first, first, next);
    });
  }

  /** Whether event `seq` is one that the copy lacks and the host may still have. */
  lacks(seq: number): boolean {
    try {
      return this.#lacks.get(seq) !== undefined;
    } catch (error) {
      if (!isDamage(error)) throw error;
      return true;
    }
  }

  /** The copy was compared with the older one, and this is what has to be said again, before all else. @throws what SQLite threw */
  compared(again: readonly OutboxItem[]): void {
    transaction(this.#db, () => {
      const items = [...again, ...this.outbox()];
      this.#db.exec('DELETE FROM outbox; UPDATE identity SET compared = 1');
      for (const item of items) this.keepItem(item);
    });
  }

  /** The copy of the log, to be compared with another. */
  copyOfLog(): CopyOfLog {
    const log = this.#log;
    return { log, ...log.bounds(), you: this.identity()?.you, events: (from, to) => log.events(from, to) };
  }

  /** The copy of the log, to be read. */
  keptLog(): KeptLog {
    const log = this.#log;
    const missing = this.gaps().reduce((sum, { first, next }) => sum + next - first, 0);
    return { ...log.bounds(), missing, events: (from, to) => log.events(from, to) };
  }

  /** The newest event's frame. */
  newestFrame(): Uint8Array | undefined {
    return this.#log.newestFrame();
  }

  append(segment: LogSegment): void {
    if (!this.#isAhead) return this.#log.append(segment);
    transaction(this.#db, () => {
      this.#log.append(segment);
      this.#came(segment);
    });
    this.#isAhead = this.#passesAhead();
  }

  /** Where the page behind a gap never came, what was passed over may come live: then it is lacking no more. */
  #came({ first, next }: LogSegment): void {
    this.#db.prepare('DELETE FROM gap WHERE first >= ?1 AND next <= ?2').run(first, next);
    this.#db.prepare('UPDATE OR REPLACE gap SET first = ?2 WHERE first >= ?1 AND first < ?2').run(first, next);
  }

  #passesAhead(): boolean {
    return this.#db.prepare('SELECT 1 FROM gap WHERE first > ?').get(this.newest()) !== undefined;
  }

  keepItem({ id, text, sealed, at, problem, late }: OutboxItem): void {
    const written = [problem, sealed].map((value) => (value ? JSON.stringify(value) : null));
    const [why = null, box = null] = written;
    this.#keepItem.run(id, text, at, why, late ?? null, box);
  }

  dropItem(id: string): void {
    this.#dropItem.run(id);
  }

  /** The `limit` newest events before `before` up to what the copy {@link lacks}, oldest first. */
  history(before: number, limit: number): readonly RoomEvent[] {
    const pages: RoomEvent[][] = [];
    let left = limit;
    let until = before;
    while (left > 0 && !this.lacks(until - 1)) {
      const segment = this.#log.readBefore(until, HISTORY_BYTES);
      if (segment === undefined) break;
      const events = [...decodeEvents(segment.frames)].slice(-left);
      pages.unshift(events);
      left -= events.length;
      until = segment.first;
    }
    return pages.flat();
  }

  /** The event with this number; undefined where the copy lacks it. */
  event(seq: number): RoomEvent | undefined {
    const segment = this.#log.read(seq, 1);
    const [event] = segment ? decodeEvents(segment.frames) : [];
    return event?.seq === seq ? event : undefined;
  }

  problem(error: unknown): Problem {
    return storeProblem(error, this.#path);
  }

  close(): void {
    this.#db.close();
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
