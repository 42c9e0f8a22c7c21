import { existsSync, renameSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { DOOR_RULE } from '../../core/room/doors/rules.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { transaction } from './database.ts';
import { GivenNumbers } from './given-numbers.ts';
import type { Rest } from './rest/rest.ts';
import { openRoomDatabase } from './room-schema.ts';
import { RuleTable } from './rule-table.ts';
import { SegmentTable } from './segment-table.ts';
import { isDamage } from './sqlite-codes.ts';

/** Bytes of the log copied at a time. */
const READ_BYTES = 262_144;
/** More than fits into a page, so that a probe takes free ones as well. */
const PROBE_BYTES = 65_536;
/** What SQLite may leave beside a file. */
const COMPANIONS = ['-wal', '-shm'];

/** What a rescue is told. */
export interface RescueParts {
  readonly rest: Rest;
  /** Hears with which event the log begins now, where its beginning can't be read. */
  readonly beginsLater: (first: number) => void;
}

function rescuePath(path: string): string {
  return `${path}.rescue`;
}

/**
 * Whether a room in this file can go on: its sessions can be read, its newest row is as it was written, and there can be
 * another one behind it. What is damaged elsewhere is in nobody's way. @throws what SQLite threw, unless it is damage
 */
export function canGoOn(db: DatabaseSync, rest: Rest): boolean {
  try {
    db.prepare('SELECT max(used) FROM session').get();
    db.prepare('SELECT max(value) FROM rule').get();
    if (!new SegmentTable(db, { rest }).endsIntact()) return false;
    probe(db);
    return true;
  } catch (error) {
    if (!isDamage(error)) throw error;
    return false;
  }
}

/** Writes where the next turn would, and takes it back: nothing of it reaches the disk. */
function probe(db: DatabaseSync): void {
  db.exec('BEGIN');
  try {
    const most = Number.MAX_SAFE_INTEGER;
    db.prepare('INSERT INTO segment (first, next, frames) VALUES (?, ?, zeroblob(?))').run(most, most, PROBE_BYTES);
    db.exec(
      "INSERT OR REPLACE INTO session (token, member, device, nick, host, present, used) VALUES ('', '', '', '', 0, 0, 0); UPDATE room SET floor = floor",
    );
  } finally {
    if (db.isTransaction) db.exec('ROLLBACK');
  }
}

/**
 * Copies what can be read of a damaged room into a new file, which takes the old one's place; the old one is kept beside it.
 * The room, its secret and the sessions that can be read are the same, and no number is given twice.
 * @param old is closed
 * @returns where the old file is now
 * @throws what SQLite or the file system threw: then the old file is where it was
 */
export function rescue(old: DatabaseSync, path: string, how: RescueParts): string {
  const fresh = rescuePath(path);
  for (const ending of ['', ...COMPANIONS]) rmSync(`${fresh}${ending}`, { force: true });
  copyRoom(old, fresh, how);
  old.close();
  const aside = freeName(`${path}.damaged`);
  renameSync(path, aside);
  moveCompanions(path, aside);
  renameSync(fresh, path);
  return aside;
}

/** Goes on where a rescue was broken off after the copy was whole. @throws what the file system threw */
export function finishRescue(path: string): void {
  const fresh = rescuePath(path);
  if (existsSync(path) || !existsSync(fresh)) return;
  moveCompanions(path, freeName(`${path}.damaged`));
  renameSync(fresh, path);
}

/** What lies beside the old file must not be taken for the new one's. */
function moveCompanions(path: string, aside: string): void {
  for (const ending of COMPANIONS)
    if (existsSync(`${path}${ending}`)) renameSync(`${path}${ending}`, `${aside}${ending}`);
}

function freeName(wanted: string): string {
  let name = wanted;
  for (let number = 2; existsSync(name); number += 1) name = `${wanted}-${number}`;
  return name;
}

function copyRoom(old: DatabaseSync, path: string, { rest, beginsLater }: RescueParts): void {
  const room = old.prepare('SELECT id, name, secret, terminal, seed FROM room').get() ?? {};
  const opened = openRoomDatabase(path, rest);
  if (!opened.ok) throw new Error(opened.problem.text);
  const db = opened.value;
  try {
    transaction(db, () => {
      insert(db, 'room', room);
      for (const session of rowsOf(old, 'session', 'token')) insert(db, 'session', session);
      copyRules(old, db);
      const newest = copyLog(
        new SegmentTable(old, { isCopy: true, beginsLater, rest }),
        new SegmentTable(db, { rest }),
      );
      new GivenNumbers(db).settle(new GivenNumbers(old).lastPossible(newest));
    });
  } finally {
    // What is in the file beside it gets into the file.
    db.close();
  }
}

function insert(db: DatabaseSync, table: string, row: Record<string, unknown>): void {
  const columns = Object.keys(row);
  const values = Object.values(row) as (string | number | null)[];
  const places = columns.map(() => '?').join(', ');
  db.prepare(`INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${places})`).run(...values);
}

/** Where the rules can't all be read, nobody new comes in until the host says so again: a door must not open by itself. */
function copyRules(old: DatabaseSync, db: DatabaseSync): void {
  for (const rule of rowsOf(old, 'rule', 'name')) insert(db, 'rule', rule);
  try {
    old.prepare('SELECT max(value) FROM rule').get();
  } catch (error) {
    if (!isDamage(error)) throw error;
    new RuleTable(db).put({ name: DOOR_RULE, value: 'locked' });
  }
}

/** The rows that can be read from either end. */
function* rowsOf(db: DatabaseSync, table: string, key: string): Generator<Record<string, unknown>> {
  for (const order of ['ASC', 'DESC']) {
    try {
      yield* db.prepare(`SELECT * FROM ${table} ORDER BY ${key} ${order}`).iterate();
      return;
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
  }
}

/** Copies the intact rows of a log that is read as a copy, so that what can't be read is passed over; the numbers between them are lost. @returns the newest number that the old log is known to have given */
function copyLog(log: SegmentTable, fresh: SegmentTable): number {
  const { oldest, newest } = log.bounds();
  for (let seq = oldest; ; ) {
    const segment = log.read(seq, READ_BYTES);
    if (segment === undefined || segment.next <= seq) return newest;
    fresh.append(segment);
    seq = segment.next;
  }
}

/** Says that a room goes on in a new file. */
export function logRescued(path: string): Problem {
  const text = `the room's file was damaged: what could be read of it is in a new one, and the old one is kept as ${path}`;
  return { code: 'log_rescued', text, detail: { path } };
}
