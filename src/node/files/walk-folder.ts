import { isUtf8 } from 'node:buffer';
import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FOLDER_FILES_MAX, LEFT_NAMED_MOST } from '../../core/transfer/folder-listing.ts';
import type { Problem } from '../../shared/error-codes.ts';
import type { LeftBehind, LeftReason, LeftThing } from '../../shared/files/file-models.ts';
import { fileProblem } from '../store/file-problem.ts';

/** Folders that are listed, and things in them that are looked at, between two looks at what else there is to do. */
const FOLDERS_PER_TURN = 16;
const THINGS_PER_TURN = 1_024;
/** Whoever may run it, on systems that say so. */
const EXECUTABLE = 0o111;

/** A file inside of a folder. */
export interface Found {
  /** With `/` between its parts, whatever the system. */
  readonly path: string;
  readonly real: string;
  /** True for a program that its owner may run. */
  readonly exec: boolean;
}

/** All that is in a folder, sorted. */
export interface FoundInFolder {
  readonly files: readonly Found[];
  /** Paths of folders in which there is nothing at all. */
  readonly folders: readonly string[];
  readonly left: LeftBehind;
}

/**
 * Finds everything in a folder. Symbolic links, sockets, devices and what has a name that is no UTF-8 is passed over and
 * named. Fails with `folder_too_large`, or with what the system says.
 */
export function walkFolder(root: string, done: (found: FoundInFolder | Problem) => void): void {
  const walk = new Walk(root);
  const step = (): void => {
    const outcome = walk.step();
    if (outcome) done(outcome);
    else setImmediate(step);
  };
  step();
}

/** A folder that was listed, and how far it was looked at. */
interface Listed {
  readonly real: string;
  /** With `/` behind it, or nothing for the root. */
  readonly path: string;
  readonly entries: readonly Dirent<Buffer>[];
  at: number;
}

class Walk {
  readonly #root: string;
  readonly #open: { readonly real: string; readonly path: string }[];
  #listed: Listed | undefined;
  readonly #files: Found[] = [];
  readonly #folders: string[] = [];
  readonly #left: LeftThing[] = [];
  #leftAll = 0;

  constructor(root: string) {
    this.#root = root;
    this.#open = [{ real: root, path: '' }];
  }

  /** Goes on for a while. @returns what was found once that is all, or why it can't be */
  step(): FoundInFolder | Problem | undefined {
    let things = THINGS_PER_TURN;
    for (let folder = 0; folder < FOLDERS_PER_TURN && things > 0; folder += 1) {
      const listed = this.#listed ?? this.#listNext();
      if (listed === undefined) return this.#found();
      if ('code' in listed) return listed;
      things -= this.#look(listed, things);
      if (this.#files.length > FOLDER_FILES_MAX || this.#folders.length > FOLDER_FILES_MAX) return tooLarge(this.#root);
    }
    return undefined;
  }

  #found(): FoundInFolder {
    const byPath = (one: { path: string }, other: { path: string }) => (one.path < other.path ? -1 : 1);
    const left = { all: this.#leftAll, some: this.#left.sort(byPath) };
    return { files: this.#files.sort(byPath), folders: this.#folders.sort(), left };
  }

  /** @returns undefined when all folders were listed */
  #listNext(): Listed | Problem | undefined {
    const next = this.#open.pop();
    if (!next) return undefined;
    try {
      const entries = readdirSync(next.real, { withFileTypes: true, encoding: 'buffer' });
      if (entries.length === 0 && next.path !== '') this.#folders.push(next.path.slice(0, -1));
      this.#listed = { ...next, entries, at: 0 };
      return this.#listed;
    } catch (error) {
      return fileProblem(error, next.real);
    }
  }

  /** Looks at the next `most` things of a folder. @returns how many that were */
  #look(listed: Listed, most: number): number {
    const some = listed.entries.slice(listed.at, listed.at + most);
    for (const entry of some) this.#take(entry, listed.real, listed.path);
    listed.at += some.length;
    if (listed.at === listed.entries.length) this.#listed = undefined;
    return some.length;
  }

  #take(entry: Dirent<Buffer>, folder: string, above: string): void {
    // What is no text shows as U+FFFD.
    const name = entry.name.toString();
    const path = `${above}${name}`;
    if (!isUtf8(entry.name)) return this.#leave(path, 'name');
    if (entry.isSymbolicLink()) return this.#leave(path, 'link');
    const real = join(folder, name);
    if (entry.isDirectory()) this.#open.push({ real, path: `${path}/` });
    else if (entry.isFile()) this.#files.push({ real, path, exec: isExecutable(real) });
    else this.#leave(path, 'special');
  }

  #leave(path: string, why: LeftReason): void {
    this.#leftAll += 1;
    if (this.#left.length < LEFT_NAMED_MOST) this.#left.push({ path: path.slice(0, PATH_SHOWN).toWellFormed(), why });
  }
}

/** Characters of a path that are told. */
const PATH_SHOWN = 512;

/** Windows tells programs by their names alone. */
function isExecutable(path: string): boolean {
  if (process.platform === 'win32') return false;
  return ((lstatSync(path, { throwIfNoEntry: false })?.mode ?? 0) & EXECUTABLE) !== 0;
}

function tooLarge(path: string): Problem {
  return { code: 'folder_too_large', text: `${path} holds more than ${FOLDER_FILES_MAX} files`, detail: { path } };
}
