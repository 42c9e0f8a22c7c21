import { readFileSync } from 'node:fs';
import { isatty } from 'node:tty';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import { WORD_LENGTH } from '../../shared/limits.ts';

/** Where a passphrase comes from: never from the command line, which everybody on the computer can read. */
export interface WordFlags {
  readonly wordFile?: string;
}

/** The variable of the environment that holds it. */
const VARIABLE = 'PARTYLINE_WORD';
const ENTER = /[\r\n]/;
const INTERRUPT = '\u0003';
const END = '\u0004';
const ERASE = ['\u007f', '\b'];

/** The passphrase of a file or the environment; undefined where neither has one. Fails with `word_unreadable`. */
export function givenWord({ wordFile }: WordFlags): Result<string | undefined> {
  if (wordFile === undefined) return success(process.env[VARIABLE] || undefined);
  try {
    const [word = ''] = readFileSync(wordFile, 'utf8').split(/\r?\n/, 1);
    if (word !== '' && word.length <= WORD_LENGTH) return success(word);
    return failure(
      'word_unreadable',
      `the first line of ${wordFile} is no passphrase of 1 to ${WORD_LENGTH} characters`,
    );
  } catch (error) {
    return failure(
      'word_unreadable',
      `the passphrase can't be read: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** True where somebody at a terminal can be asked. */
export function canAsk(): boolean {
  return isatty(0) && isatty(2);
}

/** Asks whoever is at the terminal, and shows nothing of what is typed. @returns undefined when they would rather not */
export function askForWord(question: string): Promise<string | undefined> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.resume();
  return new Promise((resolve) => {
    let word = '';
    const finish = (answer: string | undefined) => {
      stdin.off('data', read);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      resolve(answer);
    };
    const read = (chunk: Buffer) => {
      for (const letter of chunk.toString()) {
        if (ENTER.test(letter)) return finish(word === '' ? undefined : word);
        if (letter === INTERRUPT || letter === END) return finish(undefined);
        word = ERASE.includes(letter) ? [...word].slice(0, -1).join('') : word + letter;
      }
    };
    stdin.on('data', read);
  });
}
