import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { failure, type Problem, type Result, success } from '../../shared/error-codes.ts';
import { fileProblem, systemReason } from '../files/file-problem.ts';
import { closeToOthers, makePrivateFile } from '../private-files.ts';

/** SQLite's primary result codes that have a sentence of their own (sqlite.org/rescode.html). */
const BUSY = 5;
const READ_ONLY = 8;
const IO_ERROR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANT_OPEN = 14;
const NOT_A_DATABASE = 26;

/** SQLite's own page size in bytes. */
const PAGE_SIZE = 4_096;

/** What SQLite lays beside a database; a file that a killed process left has the mode that it had. */
const COMPANIONS = ['-wal', '-shm', '-journal'];
/** A database that is in no file. */
const IN_MEMORY = ':memory:';

/** Milliseconds to wait for a lock: a process that ends just now gets this long. */
const LOCK_WAIT_MS = 500;

function resultCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
}

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

/** Makes the file, and closes it and what lies beside it to others: SQLite gives new companions the file's own mode. */
function makeFile(path: string): void {
  if (path === IN_MEMORY) return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  makePrivateFile(path);
  for (const ending of COMPANIONS) closeToOthers(`${path}${ending}`);
}

/**
 * Opens a database file for this process alone and brings its schema up to date. WAL: a killed process loses
 * nothing that was committed (`synchronous = NORMAL`; docs/limits.md says what a power cut may take).
 * @param migrations step `n` takes `user_version` from n to n + 1
 * @param pageSize of a file that is made now; one that is there keeps its own
 */
export function openDatabase(path: string, migrations: readonly string[], pageSize = PAGE_SIZE): Result<DatabaseSync> {
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
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE');
    for (const step of migrations.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`);
    return success(db);
  } catch (error) {
    if (db?.isOpen) db.close();
    return { ok: false, problem: storeProblem(error, path) };
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
