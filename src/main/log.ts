import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemReason } from '../node/store/file-problem.ts';
import { makePrivateFolder } from '../node/store/private-files.ts';
import { onTerminalLines } from '../shared/terminal-text.ts';
import { BoundedFile } from './bounded-file.ts';
import { type Told, type ToldLine, toldLineSchema } from './help/told.ts';

/** Bytes after which the log begins anew; the one before is kept. */
export const LOG_LARGEST = 1_048_576;
/** The same for what a report may tell. */
export const TOLD_LARGEST = 65_536;
/** Lines of what happened that a report holds, the newest. */
export const LINES_TOLD = 300;

export interface Log {
  /** @param told the same in codes, for a report; without it a line stays in this computer's log */
  info(text: string, told?: Told): void;
  warn(text: string, told?: Told): void;
  error(text: string, told?: Told): void;
}

/** What sets in all of an entry's lines but the first. */
const INDENT = '    ';

/** A log that can be read again. */
export interface KeptLog extends Log {
  /** What a report may tell of this start and the ones before, oldest first. */
  told(): readonly ToldLine[];
}

/** One line that is what it should be; a crash may have cut the last one. */
function readToldLine(line: string): readonly ToldLine[] {
  try {
    const read = toldLineSchema.safeParse(JSON.parse(line));
    return read.success ? [read.data] : [];
  } catch {
    return [];
  }
}

function readTold(path: string): readonly ToldLine[] {
  try {
    return readFileSync(path, 'utf8').split('\n').flatMap(readToldLine);
  } catch {
    // There is none.
    return [];
  }
}

/**
 * A log in `folder`, for its owner alone: `main.log` in words, which never holds what people write to each other, but may
 * name them, their rooms and their files, with nothing that a terminal would obey; and `told.log` in codes, which names nobody. Lines are few, so each is on the disk when
 * the call returns, also right before a crash; a full disk or a folder that can't be used must not stop the app, so
 * failures are swallowed.
 * @param hears is told in words that there will be no log
 */
export function openLog(
  folder: string,
  hears: (words: string) => void = () => {},
  now: () => Date = () => new Date(),
): KeptLog {
  let words: BoundedFile | undefined;
  let codes: BoundedFile | undefined;
  try {
    makePrivateFolder(folder);
    words = new BoundedFile(join(folder, 'main.log'), LOG_LARGEST);
    codes = new BoundedFile(join(folder, 'told.log'), TOLD_LARGEST);
  } catch (error) {
    hears(`there is no log in ${folder}: ${systemReason(error)}`);
  }
  const write = (level: ToldLine['level']) => (text: string, told?: Told) => {
    const at = now().toISOString();
    try {
      words?.append(`${at} ${level} ${onTerminalLines(text, INDENT)}`);
      if (told !== undefined) codes?.append(JSON.stringify({ at, level, told } satisfies ToldLine));
    } catch {
      // Nowhere to say it.
    }
  };
  const told = () => {
    const path = codes?.path;
    return path === undefined ? [] : [...readTold(`${path}.old`), ...readTold(path)].slice(-LINES_TOLD);
  };
  return { info: write('info'), warn: write('warn'), error: write('error'), told };
}
