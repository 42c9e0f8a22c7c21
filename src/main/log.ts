import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

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
 * A log in `folder`/main.log. It never holds what people write to each other. Lines are few, so each is on the disk
 * when the call returns, also right before a crash; a full disk must not stop the app, so failures are swallowed.
 */
export function openLog(folder: string, now: () => Date = () => new Date()): Log {
  const file = join(folder, 'main.log');
  mkdirSync(folder, { recursive: true });
  rotate(file);
  const write = (level: string) => (text: string) => {
    try {
      appendFileSync(file, `${now().toISOString()} ${level} ${text}\n`);
    } catch {
      // Nowhere to say it.
    }
  };
  return { info: write('info'), warn: write('warn'), error: write('error') };
}
