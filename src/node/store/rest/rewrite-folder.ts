import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { sizeOnDisk } from '../size-on-disk.ts';
import { resultCode } from '../sqlite-codes.ts';
import type { Rest } from './rest.ts';
import { NOT_BEGUN, type Rewriting, rewriteSome } from './rewrite-database.ts';

/** Milliseconds of work before others get their turn. */
const SLICE_MS = 8;

export interface FolderParts {
  /** Databases to rewrite, whether they are there or not. */
  readonly databases: readonly string[];
  readonly rest: Rest;
  readonly now: () => number;
  /** Lets others have their turn. */
  readonly pause: () => Promise<void>;
  /** Bytes that are done, of all. */
  readonly progress: (done: number, all: number) => void;
  /** True once it is to end early, because the program ends or somebody wants it the other way. */
  readonly isOver: () => boolean;
}

/**
 * Rewrites the databases of a data folder as values lie now, those too that a room has open. One that another program has
 * open, or that is damaged, is left for another time. @returns how many were left
 */
export async function rewriteDatabases(parts: FolderParts): Promise<number> {
  const { databases, isOver, progress } = parts;
  const sizes = databases.map((path) => sizeOnDisk(path));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  let [done, left] = [0, 0];
  for (const [index, path] of databases.entries()) {
    if (isOver()) return left + databases.length - index;
    if (existsSync(path) && !(await rewrite(path, parts))) left += 1;
    done += sizes[index] ?? 0;
    progress(done, all);
  }
  return left;
}

async function rewrite(path: string, { rest, now, pause, isOver }: FolderParts): Promise<boolean> {
  let state: Rewriting = NOT_BEGUN;
  while (!state.isDone) {
    if (isOver()) return false;
    try {
      state = inDatabase(path, rest, (db) => {
        const begun = now();
        let next = state;
        while (!next.isDone && now() - begun < SLICE_MS) next = rewriteSome(db, rest, next);
        return next;
      });
    } catch (error) {
      // Open elsewhere, damaged, or a disk that is full: what is there stays readable.
      if (resultCode(error) === undefined) throw error;
      return false;
    }
    await pause();
  }
  return true;
}

/** Works in the database where it is open, else opens it for this: only while this works nobody else can. */
function inDatabase<T>(path: string, rest: Rest, work: (db: DatabaseSync) => T): T {
  const known = rest.databases.get(path);
  if (known) return work(known);
  const db = new DatabaseSync(path);
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    rest.teach(db);
    return work(db);
  } finally {
    db.close();
  }
}
