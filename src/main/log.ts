import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemReason } from '../node/store/file-problem.ts';
import { makePrivateFolder, PRIVATE_FILE } from '../node/store/private-files.ts';

/** Bytes after which the log starts anew at the next start; the one before is kept. */
const LARGEST = 1_048_576;

export interface Log {
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}

function rotate(file: string): void {
  try {
    if (statSync(file).size > LARGEST) renameSync(file, `${file}.old`);
  } catch {
    // There is none yet.
  }
}

/**
 * A log in `folder`/main.log, for its owner alone. It never holds what people write to each other. Lines are few, so each is
 * on the disk when the call returns, also right before a crash; a full disk or a folder that can't be used must not stop
 * the app, so failures are swallowed.
 * @param told hears in words that there will be no log
 */
export function openLog(
  folder: string,
  told: (words: string) => void = () => {},
  now: () => Date = () => new Date(),
): Log {
  const file = join(folder, 'main.log');
  try {
    makePrivateFolder(folder);
    rotate(file);
  } catch (error) {
    told(`there is no log in ${folder}: ${systemReason(error)}`);
  }
  const write = (level: string) => (text: string) => {
    try {
      appendFileSync(file, `${now().toISOString()} ${level} ${text}\n`, { mode: PRIVATE_FILE });
    } catch {
      // Nowhere to say it.
    }
  };
  return { info: write('info'), warn: write('warn'), error: write('error') };
}
