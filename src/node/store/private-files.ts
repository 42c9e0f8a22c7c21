import { chmodSync, closeSync, lstatSync, mkdirSync, openSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';

/** Everything that we keep holds secrets or what people said to each other: it is for its owner alone. */
export const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
/** What a group and everybody else may do. */
const OTHERS = 0o077;
/** A folder in which everybody may make things, such as the system's temporary one. */
const STICKY = 0o1000;

/**
 * Makes a folder of ours, with those above it that are missing, or closes one that others may look into, with all that
 * is in it. Windows has no such modes: there a profile's folders are its owner's by themselves.
 * @throws what the file system threw when there can be no such folder
 */
export function makePrivateFolder(path: string): void {
  makeFolder(path);
  closeToOthers(path);
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: PRIVATE_FOLDER });
  } catch (error) {
    // Of a disk that can only be read Node says that the folder is missing, where it was to make those above it as well.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') mkdirSync(path, PRIVATE_FOLDER);
    throw error;
  }
}

/** Makes a file of ours, empty, or closes one that others may read. @throws what the file system threw */
export function makePrivateFile(path: string): void {
  closeSync(openSync(path, 'a', PRIVATE_FILE));
  closeToOthers(path);
}

/** Closes what is at `path` to everybody but its owner, a folder with all that is in it; what is not ours stays. */
export function closeToOthers(path: string): void {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat || !isOpen(stat)) return;
  try {
    chmodSync(path, stat.isDirectory() ? PRIVATE_FOLDER : PRIVATE_FILE);
  } catch {
    // A disk that can only be read, or one without modes: whoever mounted it decides.
    return;
  }
  if (stat.isDirectory()) for (const name of readdirSync(path)) closeToOthers(join(path, name));
}

function isOpen(stat: Stats): boolean {
  const isOurs = process.getuid === undefined || stat.uid === process.getuid();
  const isPlain = stat.isFile() || stat.isDirectory();
  return isPlain && isOurs && (stat.mode & STICKY) === 0 && (stat.mode & OTHERS) !== 0;
}
