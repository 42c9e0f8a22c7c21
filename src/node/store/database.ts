import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { failure, type Problem, type Result, success } from '../../shared/error-codes.ts';
import { fileProblem, systemReason } from './file-problem.ts';
import { closeToOthers, makePrivateFile } from './private-files.ts';
import { OPEN_REST, type Rest } from './rest/rest.ts';
import { isSettled, markRest, mayRead } from './rest/rest-mark.ts';
import { rewriteTexts } from './rest/sealed-columns.ts';
import { BUSY, CANT_OPEN, CORRUPT, FULL, IO_ERROR, NOT_A_DATABASE, READ_ONLY, resultCode } from './sqlite-codes.ts';

/** SQLite's own page size in bytes. */
const PAGE_SIZE = 4_096;

/** What SQLite lays beside a database; a file that a killed process left has the mode that it had. */
const COMPANIONS = ['-wal', '-shm', '-journal'];

/** All files of a database, whether they are there or not. */
export function databaseFiles(path: string): readonly string[] {
  return [path, ...COMPANIONS.map((ending) => `${path}${ending}`)];
}

/** A database that is in no file. */
const IN_MEMORY = ':memory:';

/** Milliseconds to wait for a lock: a process that ends just now gets this long. */
const LOCK_WAIT_MS = 500;

/** Says in words what SQLite or the file system threw. */
export function storeProblem(error: unknown, path: string): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  const detail = { path };
  const result = resultCode(error);
  switch (result) {
    case undefined:
      return { ...systemProblem(error, path), detail };
    case FULL:
      return { code: 'disk_full', text: `the disk is full: ${path} can't grow`, detail };
    case BUSY:
      return { code: 'store_locked', text: `another Partyline has ${path} open`, detail };
    case CORRUPT:
    case NOT_A_DATABASE:
      return { code: 'store_broken', text: `${path} is damaged: move it away to start anew`, detail };
    case IO_ERROR:
    case READ_ONLY:
    case CANT_OPEN:
      return { code: 'store_failed', text: `${path} can't be written: ${reason}`, detail };
    default:
      return { code: 'store_failed', text: `${path}: ${reason}`, detail };
  }
}

/** What the file system threw before SQLite was asked. */
function systemProblem(error: unknown, path: string): Problem {
  // What neither SQLite nor the system said is a mistake of ours.
  if (typeof (error as { code?: unknown }).code !== 'string')
    return { code: 'internal', text: `${path}: ${systemReason(error)}` };
  const { code } = fileProblem(error, path);
  if (code === 'disk_full') return { code, text: `the disk is full: ${path} can't grow` };
  return { code: 'store_failed', text: `${path} can't be written: ${systemReason(error)}` };
}

/** Where a database's header says how large its pages are and how many there are, as big-endian numbers (sqlite.org/fileformat.html). */
const HEADER = { length: 100, magic: 'SQLite format 3\0', pageSize: 16, pageCount: 28 } as const;
/** A page size of 65,536 is written as 1. */
const LARGEST_PAGE = 65_536;

/**
 * Makes a file that was cut off as long as its header says: SQLite reads nothing of one that is shorter, and only what was on
 * the missing pages of one that has zeros there.
 */
function completePages(path: string): void {
  const file = openSync(path, 'r+');
  try {
    const header = Buffer.alloc(HEADER.length);
    if (readSync(file, header, 0, HEADER.length, 0) < HEADER.length) return;
    if (header.toString('latin1', 0, HEADER.magic.length) !== HEADER.magic) return;
    const size = header.readUInt16BE(HEADER.pageSize);
    const whole = (size === 1 ? LARGEST_PAGE : size) * header.readUInt32BE(HEADER.pageCount);
    const { size: length } = fstatSync(file);
    // A header that lies must not fill the disk with nothing.
    if (length < whole && whole <= length * GROWTH_MOST) ftruncateSync(file, whole);
  } finally {
    closeSync(file);
  }
}

/** A file of which less than this part is left is not worth it. */
const GROWTH_MOST = 1_000;

/** Makes the file, and closes it and what lies beside it to others: SQLite gives new companions the file's own mode. */
function makeFile(path: string): void {
  if (path === IN_MEMORY) return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  makePrivateFile(path);
  completePages(path);
  for (const ending of COMPANIONS) closeToOthers(`${path}${ending}`);
}

/**
 * Opens a database file for this process alone and brings its schema up to date. WAL: a killed process loses
 * nothing that was committed (`synchronous = NORMAL`; docs/limits.md says what a power cut may take).
 * @param migrations step `n` takes `user_version` from n to n + 1
 * @param pageSize of a file that is made now; one that is there keeps its own
 * @param rest how its values lie on the disk
 */
export function openDatabase(
  path: string,
  migrations: readonly string[],
  { pageSize = PAGE_SIZE, rest = OPEN_REST }: { readonly pageSize?: number; readonly rest?: Rest } = {},
): Result<DatabaseSync> {
  let db: DatabaseSync | undefined;
  try {
    makeFile(path);
    db = new DatabaseSync(path, { timeout: LOCK_WAIT_MS });
    // Exclusive: one process owns a room's log, and no turn pays for lock files.
    db.exec(`PRAGMA locking_mode = EXCLUSIVE; PRAGMA page_size = ${pageSize}`);
    const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
    if (version > migrations.length) {
      db.close();
      return failure('store_newer', `${path} was written by a newer Partyline (${version})`, { path });
    }
    if (!mayRead(db, rest)) {
      db.close();
      return failure('store_sealed', `${path} is encrypted, and its key is not here`, { path });
    }
    rest.teach(db);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE');
    for (const step of migrations.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
    markRest(db, rest, version === 0);
    // What is looked up must lie in one way, or it would be there twice.
    if (!isSettled(db, rest)) rewriteTexts(db);
    db.exec('COMMIT');
    rest.databases.add(path, db);
    return success(db);
  } catch (error) {
    if (db?.isOpen) db.close();
    return { ok: false, problem: storeProblem(error, path) };
  }
}

/**
 * Writes the whole file anew, without what was deleted from it or replaced in it: SQLite leaves both where they were. For
 * files that are small. @throws what SQLite threw
 */
export function writeAnew(db: DatabaseSync): void {
  db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
}

/** What a row's text says; undefined when it is no JSON, which only damage makes of it: that row is as good as not there. */
export function readJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

/** Runs `work` as one transaction. @throws whatever SQLite threw, after a rollback */
export function transaction(db: DatabaseSync, work: () => void): void {
  db.exec('BEGIN');
  try {
    work();
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
