import type { DatabaseSync } from 'node:sqlite';
import { type Problem, type Result, success } from '../../shared/error-codes.ts';
import type { FileInfo } from '../../shared/files/file-models.ts';
import { openDatabase, readJson, storeProblem, writeAnew } from './database.ts';
import { OPEN_REST } from './rest/rest.ts';
import { opened as unsealed } from './rest/sealed-columns.ts';

/** What is kept of a transfer, to go on with it another time. */
export interface TransferRecord {
  readonly id: string;
  readonly direction: 'send' | 'receive';
  readonly room: string;
  readonly nick: string;
  readonly name: string;
  readonly at: number;
  readonly state: 'open' | 'paused' | 'done' | 'failed' | 'cancelled';
  /** Number of the room's event. */
  readonly event?: number;
  readonly file?: FileInfo;
  /** What is sent; what was received, when it is done. */
  readonly path?: string;
  /** What is being put together. */
  readonly part?: string;
  /** True where `path` was chosen by the person, and is written over. */
  readonly over?: boolean;
  /** Folder that it is received into. */
  readonly folder?: string;
}

const MIGRATIONS = [
  `CREATE TABLE transfer (
     position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, room TEXT NOT NULL, record TEXT NOT NULL
   ) STRICT;
   CREATE INDEX transfer_room ON transfer (room);`,
  // Events were kept by their senders' ids once, which others may use as well.
  `UPDATE transfer SET record = json_remove(record, '$.event');`,
];
const RECORD = unsealed('transfer', 'record');
/** Transfers that are over and kept for the list, per room. */
const OVER_KEPT = 1_000;

/** What is kept of a person's transfers, so that they go on after a restart. */
export class TransferStore {
  readonly #db: DatabaseSync;
  readonly #path: string;

  private constructor(db: DatabaseSync, path: string) {
    this.#db = db;
    this.#path = path;
  }

  /** Opens the file, or makes it. Fails with `store_locked`, `store_broken`, `store_newer` or `store_failed`. */
  static open(path: string, rest = OPEN_REST): Result<TransferStore> {
    const opened = openDatabase(path, MIGRATIONS, { rest });
    if (!opened.ok) return opened;
    try {
      // What can't be read is said now, and not in the middle of something.
      opened.value.prepare('SELECT id, room, record FROM transfer').all();
      return success(new TransferStore(opened.value, path));
    } catch (error) {
      opened.value.close();
      return { ok: false, problem: storeProblem(error, path) };
    }
  }

  /** A room's transfers, oldest first. */
  of(room: string): readonly TransferRecord[] {
    // Without the index, whose pages may be damaged where the table's are not.
    const rows = this.#db
      .prepare(`SELECT ${RECORD} AS record FROM transfer WHERE +room = ? ORDER BY position`)
      .all(room);
    return rows.map(({ record }) => readJson(record)).filter(isRecord);
  }

  /** Writes one, new or changed. @returns why it could not be */
  keep(record: TransferRecord): Problem | undefined {
    return this.#try(() => {
      this.#db
        .prepare(
          `INSERT INTO transfer (id, room, record) VALUES (?1, ?2, seal(?3, 'transfer ' || ?1))
           ON CONFLICT (id) DO UPDATE SET record = excluded.record`,
        )
        .run(record.id, record.room, JSON.stringify(record));
    });
  }

  forget(id: string): Problem | undefined {
    return this.#try(() => this.#db.prepare('DELETE FROM transfer WHERE id = ?').run(id));
  }

  /** Forgets all of a room, and leaves nothing of it in the file. */
  forgetAll(room: string): Problem | undefined {
    return this.#try(() => {
      this.#db.prepare('DELETE FROM transfer WHERE room = ?').run(room);
      writeAnew(this.#db);
    });
  }

  /** Forgets the oldest of a room that are beyond what a list shows. */
  prune(room: string): Problem | undefined {
    return this.#try(() =>
      this.#db
        .prepare(
          `DELETE FROM transfer WHERE room = ?1 AND json_extract(${RECORD}, '$.state') NOT IN ('open', 'paused') AND position <
             (SELECT position FROM transfer WHERE room = ?1 ORDER BY position DESC LIMIT 1 OFFSET ?2)`,
        )
        .run(room, OVER_KEPT),
    );
  }

  close(): void {
    this.#db.close();
  }

  #try(work: () => void): Problem | undefined {
    try {
      work();
      return undefined;
    } catch (error) {
      return storeProblem(error, this.#path);
    }
  }
}

/** Whether a row says what a transfer needs to be listed at all. */
function isRecord(value: unknown): value is TransferRecord {
  const { id, room, name, state, direction } = (value ?? {}) as Partial<Record<keyof TransferRecord, unknown>>;
  return [id, room, name, state, direction].every((field) => typeof field === 'string');
}
