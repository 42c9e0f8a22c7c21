import { chmodSync, lstatSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, type Result, success } from '../../shared/error-codes.ts';
import { DiskFile, OPEN } from './disk-file.ts';
import { PathFile } from './path-file.ts';
import { makeFolders, markForeign, placeFile, placeFolder } from './place.ts';

/** Folder, inside of one that arrives, of the files that are not whole yet, by their numbers. No file that arrives gets this name. */
export const PARTS = '.partyline-parts';
/** Who may read a file may run it. */
const READABLE = 0o444;

/**
 * A folder that arrives, at its place on the disk with `.part` behind its name, until all of it is there. A file that has its name in
 * here was verified. Nothing in here is written over, and no link is followed.
 */
export class PartFolder {
  readonly path: string;
  /** Folders that were made or looked at, and the names in them, by how they compare. */
  readonly #made = new Set<string>();
  readonly #names = new Map<string, ReadonlySet<string>>();

  constructor(path: string) {
    this.path = path;
  }

  /** True for a file that is here already. */
  isThere(place: readonly string[], size: number): boolean {
    const name = place.at(-1) ?? '';
    const folder = join(this.path, ...place.slice(0, -1));
    // A system may take two names for one: then the other is here.
    if (!this.#namesIn(folder).has(name.normalize('NFC'))) return false;
    const stat = lstatSync(join(folder, name), { throwIfNoEntry: false });
    return stat?.isFile() === true && stat.size === size;
  }

  /** The file in which number `index` is put together, with what is there of it. */
  openPart(index: number): PathFile | Problem {
    const folder = this.#folder([PARTS]);
    if (!folder.ok) return folder.problem;
    const path = join(folder.value, String(index));
    const file = DiskFile.open(path, OPEN.part);
    if ('code' in file) return file;
    file.close();
    return new PathFile(path, OPEN.known);
  }

  /** Number `index` is whole: gives it its place, or one beside it where that is taken. */
  place(index: number, place: readonly string[], exec: boolean): Result<string> {
    const folder = this.#folder(place.slice(0, -1));
    if (!folder.ok) return folder;
    const placed = placeFile(join(this.path, PARTS, String(index)), place.at(-1) ?? '', folder.value);
    if (!placed.ok) return placed;
    markForeign(placed.value);
    if (exec) makeExecutable(placed.value);
    return placed;
  }

  /** Makes a folder in which there is nothing. */
  makeEmpty(place: readonly string[]): Problem | undefined {
    const folder = this.#folder(place);
    return folder.ok ? undefined : folder.problem;
  }

  /** All is there: gives the folder its name. @returns the path that it has now */
  finish(name: string): Result<string> {
    rmSync(join(this.path, PARTS), { recursive: true, force: true });
    return placeFolder(this.path, name);
  }

  #folder(parts: readonly string[]): Result<string> {
    const path = join(this.path, ...parts);
    if (this.#made.has(path)) return success(path);
    const made = makeFolders(this.path, parts);
    if (made.ok) this.#made.add(path);
    return made;
  }

  #namesIn(folder: string): ReadonlySet<string> {
    const known = this.#names.get(folder);
    if (known) return known;
    const names = new Set<string>();
    try {
      for (const name of readdirSync(folder)) names.add(name.normalize('NFC'));
    } catch {
      // It is not there yet.
    }
    this.#names.set(folder, names);
    return names;
  }
}

/** Whoever may read it may run it, as it was with the sender. */
function makeExecutable(path: string): void {
  if (process.platform === 'win32') return;
  const { mode } = statSync(path);
  chmodSync(path, (mode & 0o777) | ((mode & READABLE) >> 2));
}
