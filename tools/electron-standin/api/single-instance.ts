/**
 * One lock per data folder. The question must be answered at once, so the lock is a file made exclusively; a later
 * instance leaves its arguments beside it, where the first one watches.
 */
import {
  type FSWatcher,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** What a second instance tells the first. */
export interface SecondInstance {
  readonly argv: readonly string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

const LOCK = 'electron-standin.lock';
const INBOX = 'electron-standin.inbox';

let watcher: FSWatcher | undefined;
let lockedFolder: string | undefined;

/** Whether this process has the lock. */
export function hasLock(): boolean {
  return lockedFolder !== undefined;
}

/**
 * Takes the lock, or hands `self` to the process that has it.
 * @returns whether this process is the first
 */
export function requestLock(folder: string, self: SecondInstance, onSecond: (other: SecondInstance) => void): boolean {
  if (hasLock()) return true;
  mkdirSync(join(folder, INBOX), { recursive: true });
  if (!takeLock(join(folder, LOCK))) {
    tellFirst(join(folder, INBOX), self);
    return false;
  }
  lockedFolder = folder;
  readInbox(join(folder, INBOX), () => {}); // Left by instances of a run that was killed.
  watcher = watch(join(folder, INBOX), () => readInbox(join(folder, INBOX), onSecond));
  watcher.unref();
  process.once('exit', releaseLock);
  return true;
}

/** Gives the lock back. */
export function releaseLock(): void {
  watcher?.close();
  if (lockedFolder !== undefined) rmSync(join(lockedFolder, LOCK), { force: true });
  lockedFolder = undefined;
}

function takeLock(file: string): boolean {
  try {
    writeFileSync(file, identityOf(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const owner = readFileSync(file, 'utf8');
  if (owner === identityOf(Number.parseInt(owner, 10))) return false;
  rmSync(file, { force: true });
  return takeLock(file);
}

/** A process id with its start time where the system tells it, because ids are used again. Ends in `gone` for none. */
function identityOf(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ');
    return `${pid} ${fields[19]}`;
  } catch {
    try {
      process.kill(pid, 0);
      return `${pid} alive`;
    } catch {
      return `${pid} gone`;
    }
  }
}

function tellFirst(inbox: string, self: SecondInstance): void {
  const name = `${Date.now()}-${process.pid}`;
  // Renamed into place, so that the first instance never reads half of it.
  writeFileSync(join(inbox, `.${name}`), JSON.stringify(self));
  renameSync(join(inbox, `.${name}`), join(inbox, `${name}.json`));
}

function readInbox(inbox: string, onSecond: (other: SecondInstance) => void): void {
  for (const name of readdirSync(inbox).sort()) {
    if (!name.endsWith('.json')) continue;
    const file = join(inbox, name);
    const other = JSON.parse(readFileSync(file, 'utf8')) as SecondInstance;
    rmSync(file, { force: true });
    onSecond(other);
  }
}
