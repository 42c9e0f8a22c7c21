import type { DatabaseSync } from 'node:sqlite';
import type { Result } from '../../shared/error-codes.ts';
import { openDatabase } from './database.ts';
import { NUMBERS_SCHEMA } from './given-numbers.ts';
import type { Rest } from './rest/rest.ts';
import { RULE_SCHEMA } from './rule-table.ts';
import { SEGMENT_SCHEMA, SEGMENT_SUMS } from './segment-table.ts';

const MIGRATIONS = [
  `${SEGMENT_SCHEMA}
   CREATE TABLE room (id TEXT NOT NULL, name TEXT NOT NULL) STRICT;
   CREATE TABLE session (
     token TEXT PRIMARY KEY, member TEXT NOT NULL, device TEXT NOT NULL, nick TEXT NOT NULL,
     host INTEGER NOT NULL, present INTEGER NOT NULL, used INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;`,
  `ALTER TABLE room ADD COLUMN secret TEXT;
   ALTER TABLE room ADD COLUMN terminal TEXT;`,
  SEGMENT_SUMS,
  NUMBERS_SCHEMA,
  `ALTER TABLE session ADD COLUMN key TEXT;
   ALTER TABLE session ADD COLUMN card TEXT;`,
  'ALTER TABLE room ADD COLUMN seed TEXT;',
  RULE_SCHEMA,
];

/**
 * A busy turn is one row of tens of kilobytes, which SQLite writes page by page, with four system calls for each until it
 * is in the file: with pages of SQLite's usual 4 KiB these were most system calls of a busy host. A lone message pays
 * for it with 6 µs (docs/adr/0013).
 */
const PAGE_SIZE = 16_384;

/** Opens a hosted room's file, or makes it. Fails with `store_locked`, `store_broken`, `store_newer` or `store_failed`. */
export function openRoomDatabase(path: string, rest: Rest): Result<DatabaseSync> {
  return openDatabase(path, MIGRATIONS, { pageSize: PAGE_SIZE, rest });
}
