import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { LogSegment } from '../../core/room/log-segment.ts';
import type { Problem, Result } from '../../shared/error-codes.ts';
import { success } from '../../shared/error-codes.ts';
import type { OutboxItem, RoomEvent } from '../../shared/models.ts';
import { openDatabase, storeProblem, transaction } from './database.ts';
import { SEGMENT_SCHEMA, SegmentTable } from './segment-table.ts';

const MIGRATIONS = [
  `${SEGMENT_SCHEMA}
   CREATE TABLE session (token TEXT NOT NULL) STRICT;
   CREATE TABLE outbox (
     position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, text TEXT NOT NULL, at INTEGER NOT NULL, problem TEXT
   ) STRICT;`,
];

/** What a member keeps of one room: the session's secret, the outbox, and a copy of the log to read back. */
export class MemberStore {
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly #log: SegmentTable;
  readonly #keepItem: StatementSync;
  readonly #dropItem: StatementSync;

  private constructor(db: DatabaseSync, path: string) {
    this.#db = db;
    this.#path = path;
    this.#log = new SegmentTable(db);
    this.#keepItem = db.prepare(
      `INSERT INTO outbox (id, text, at, problem) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET problem = excluded.problem`,
    );
    this.#dropItem = db.prepare('DELETE FROM outbox WHERE id = ?');
  }

  /** Opens the file, or makes it. Fails with `store_locked`, `store_broken`, `store_newer` or `store_failed`. */
  static open(path: string): Result<MemberStore> {
    const opened = openDatabase(path, MIGRATIONS);
    if (!opened.ok) return opened;
    try {
      return success(new MemberStore(opened.value, path));
    } catch (error) {
      opened.value.close();
      return { ok: false, problem: storeProblem(error, path) };
    }
  }

  session(): string | undefined {
    const row = this.#db.prepare('SELECT token FROM session').get();
    return row === undefined ? undefined : String(row.token);
  }

  newest(): number {
    return this.#log.bounds().newest;
  }

  outbox(): readonly OutboxItem[] {
    const rows = this.#db.prepare('SELECT id, text, at, problem FROM outbox ORDER BY position').all();
    return rows.map((row) => {
      const item = { id: String(row.id), text: String(row.text), at: Number(row.at) };
      const { problem } = row;
      return typeof problem === 'string'
        ? { ...item, state: 'failed' as const, problem: JSON.parse(problem) as Problem }
        : { ...item, state: 'waiting' as const };
    });
  }

  /** Another session began: the copy of the log starts again, the outbox stays. */
  startSession(token: string, fresh: boolean): void {
    transaction(this.#db, () => {
      this.#db.exec('DELETE FROM session');
      this.#db.prepare('INSERT INTO session (token) VALUES (?)').run(token);
      if (fresh) this.#log.clear();
    });
  }

  append(segment: LogSegment): void {
    this.#log.append(segment);
  }

  keepItem({ id, text, at, problem }: OutboxItem): void {
    this.#keepItem.run(id, text, at, problem ? JSON.stringify(problem) : null);
  }

  dropItem(id: string): void {
    this.#dropItem.run(id);
  }

  /** The `limit` newest events before `before`, oldest first. */
  history(before: number, limit: number): readonly RoomEvent[] {
    return [...this.#log.events(Math.max(1, before - limit), before)];
  }

  problem(error: unknown): Problem {
    return storeProblem(error, this.#path);
  }

  close(): void {
    this.#db.close();
  }
}
