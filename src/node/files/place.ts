import { linkSync, lstatSync, mkdirSync, realpathSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { numberedName } from '../../core/transfer/file-name.ts';
import { failure, type Problem, type Result, success } from '../../shared/error-codes.ts';
import { fileProblem } from '../store/file-problem.ts';
import { DiskFile, OPEN } from './disk-file.ts';

/** Numbers that are tried for a name that is taken. */
const TRIES = 10_000;
/** Ending of what is not whole yet. */
const PART_ENDING = '.part';
/** File systems that know no second name for a file say one of these. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL']);

/** The real folder behind a path, made when it is not there. */
export function openFolder(path: string): Result<string> {
  try {
    mkdirSync(path, { recursive: true });
    const real = realpathSync(path);
    if (!statSync(real).isDirectory()) return failure('file_unsafe', `${path} is no folder`, { path });
    return success(real);
  } catch (error) {
    return failed(error, path);
  }
}

/** Makes a new file for what arrives, beside where it will lie: `name.part`, numbered when that is taken. */
export function openPart(folder: string, name: string): DiskFile | Problem {
  for (let number = 1; number <= TRIES; number += 1) {
    const path = join(folder, numberedName(name, number, PART_ENDING));
    const file = DiskFile.open(path, OPEN.fresh);
    if (!('code' in file) || !isTaken(path)) return file;
  }
  return taken(join(folder, name));
}

/** Makes a new folder for what arrives. */
export function makePartFolder(folder: string, name: string): Result<string> {
  for (let number = 1; number <= TRIES; number += 1) {
    const path = join(folder, numberedName(name, number, PART_ENDING));
    try {
      mkdirSync(path);
      return success(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return failed(error, path);
    }
  }
  return { ok: false, problem: taken(join(folder, name)) };
}

/**
 * Gives a finished file its name, numbered when that is taken, and never in place of another.
 * @param folder where it goes, on the same disk; beside the part unless it is said
 * @returns the path that it has now
 */
export function placeFile(part: string, name: string, folder = dirname(part)): Result<string> {
  return placeNumbered(folder, name, (path) => {
    try {
      linkSync(part, path);
      unlinkSync(part);
    } catch (error) {
      if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      renameUnlessTaken(part, path);
    }
  });
}

/** The same for a folder. */
export function placeFolder(part: string, name: string): Result<string> {
  return placeNumbered(dirname(part), name, (path) => renameUnlessTaken(part, path));
}

/** Puts a finished file where a person said, in place of what was there. */
export function placeOver(part: string, path: string): Result<string> {
  try {
    renameSync(part, path);
    return success(path);
  } catch (error) {
    return failed(error, path);
  }
}

/** Makes the folders of `parts` inside of `root`, none of which may be a symbolic link. */
export function makeFolders(root: string, parts: readonly string[]): Result<string> {
  let path = root;
  for (const part of parts) {
    path = join(path, part);
    try {
      mkdirSync(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return failed(error, path);
      if (!lstatSync(path).isDirectory()) return failure('file_unsafe', `${path} is no folder`, { path });
    }
  }
  return success(path);
}

/** Tells Windows that a file came from somewhere else, so that it asks before it runs it. */
export function markForeign(path: string): void {
  if (process.platform !== 'win32') return;
  try {
    writeFileSync(`${path}:Zone.Identifier`, '[ZoneTransfer]\r\nZoneId=3\r\n');
  } catch {
    // A disk that is not NTFS has no place for it.
  }
}

function placeNumbered(folder: string, name: string, move: (path: string) => void): Result<string> {
  for (let number = 1; number <= TRIES; number += 1) {
    const path = join(folder, numberedName(basename(name), number));
    try {
      move(path);
      return success(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return failed(error, path);
    }
  }
  return { ok: false, problem: taken(join(folder, name)) };
}

function renameUnlessTaken(part: string, path: string): void {
  if (isTaken(path)) throw Object.assign(new Error('taken'), { code: 'EEXIST' });
  renameSync(part, path);
}

function isTaken(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function taken(path: string): Problem {
  return { code: 'file_unsafe', text: `${path}: the name is taken, and all numbers behind it`, detail: { path } };
}

function failed(error: unknown, path: string): Result<never> {
  return { ok: false, problem: fileProblem(error, path) };
}
