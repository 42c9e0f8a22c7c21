import type { DatabaseSync } from 'node:sqlite';
import { transaction, writeAnew } from '../database.ts';
import { intact, rowOf, type SegmentRow } from '../segment-row.ts';
import { isSealedBytes, type Rest } from './rest.ts';
import { isSettled, markRest, markSettled } from './rest-mark.ts';
import { rewriteTexts } from './sealed-columns.ts';

/** Rows of a log looked at in one step, and bytes of them: a few milliseconds of work. */
const STEP_ROWS = 64;
const STEP_BYTES = 1_048_576;
/** Bytes of a file that is written anew as a whole once all of it is rewritten: so nothing of before stays in free pages. */
const WHOLE_BYTES = 67_108_864;

/** How far a database is rewritten: the last row of its log that was looked at. */
export interface Rewriting {
  readonly isDone: boolean;
  readonly upTo: number;
}

/**
 * Writes the texts of all databases that are open as values lie from now on, before anything else is written to them: what is looked
 * up must not lie in two ways. @throws what SQLite threw
 */
export function turnTexts(rest: Rest): void {
  for (const db of rest.databases) {
    db.exec('PRAGMA secure_delete = ON');
    transaction(db, () => {
      markRest(db, rest, false);
      rewriteTexts(db);
    });
  }
}

export const NOT_BEGUN: Rewriting = { isDone: false, upTo: -1 };

/**
 * Writes some more of a database as `rest` says, each step a transaction: it may be broken off anywhere, and goes on or begins anew. What
 * SQLite deletes or replaces meanwhile is overwritten with zeros. @throws what SQLite threw
 */
export function rewriteSome(db: DatabaseSync, rest: Rest, { upTo }: Rewriting): Rewriting {
  if (isSettled(db, rest)) return { isDone: true, upTo };
  db.exec('PRAGMA secure_delete = ON');
  if (upTo === NOT_BEGUN.upTo) transaction(db, () => rewriteTexts(db));
  const next = rewriteRows(db, rest, upTo);
  if (next !== undefined) return { isDone: false, upTo: next };
  markSettled(db, rest);
  settle(db);
  return { isDone: true, upTo };
}

/** @returns the last row that was looked at; undefined where there is none behind `upTo` */
function rewriteRows(db: DatabaseSync, rest: Rest, upTo: number): number | undefined {
  if (!db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'segment'").get()) return undefined;
  const rows: SegmentRow[] = [];
  let bytes = 0;
  const behind = db.prepare('SELECT first, next, frames, sum FROM segment WHERE first > ? ORDER BY first LIMIT ?');
  for (const found of behind.iterate(upTo, STEP_ROWS)) {
    const row = found as unknown as SegmentRow;
    rows.push(row);
    bytes += row.frames instanceof Uint8Array ? row.frames.length : 0;
    if (bytes >= STEP_BYTES) break;
  }
  const write = db.prepare('UPDATE segment SET frames = ?, sum = ? WHERE first = ?');
  transaction(db, () => {
    for (const row of rows) {
      // A row that can't be read stays as it is: it is reported whenever somebody reads it.
      const isThere = row.frames instanceof Uint8Array && isSealedBytes(row.frames) === rest.isOn;
      const segment = isThere ? undefined : intact(row, rest);
      if (!segment) continue;
      const { frames, sum, first } = rowOf(segment, rest);
      write.run(frames, sum, first);
    }
  });
  const last = rows.at(-1)?.first;
  return typeof last === 'number' ? last : undefined;
}

/** Leaves nothing of before in the write-ahead log, and in free pages. */
function settle(db: DatabaseSync): void {
  const { size } =
    db.prepare('SELECT page_count * page_size AS size FROM pragma_page_count(), pragma_page_size()').get() ?? {};
  if (Number(size) <= WHOLE_BYTES) writeAnew(db);
  else db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.exec('PRAGMA secure_delete = OFF');
}
