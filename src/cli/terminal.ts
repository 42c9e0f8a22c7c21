import { hostname, userInfo } from 'node:os';
import { Readable } from 'node:stream';
import { isatty } from 'node:tty';
import { TEXT_LINE_BYTES, TextLines } from '../core/text-lines.ts';
import { cleanNick } from '../shared/nickname.ts';
import { note, outputClosed } from './output.ts';

/** The nickname given, or the name of the user at this computer. */
export function chooseNick(given: string | undefined): string {
  if (given !== undefined) return given;
  try {
    return cleanNick(userInfo().username) ?? 'guest';
  } catch {
    // A user without an entry in the system's list, as in some containers.
    return 'guest';
  }
}

/** The room's name given, or one made of this computer's. */
export function chooseRoomName(given: string | undefined): string {
  return given ?? `${hostname().slice(0, 48) || 'Partyline'}'s room`;
}

export interface InputListener {
  line(text: string): void;
  /** No more lines come. `typed` when a person ended them at a keyboard. */
  end(typed: boolean): void;
}

/** Standard input that is being read. */
export interface Input {
  /** Hands on no more lines, and reads no more of them, or goes on. */
  hold(held: boolean): void;
}

/** Whether a person types. Asked at the start: of a terminal that has gone since, the system tells no more that it was one. */
const isTyped = isatty(0);

/** Lines that may wait to be said before no more are read: a file is as slow as the room's pace. */
export const WAITING_MOST = 1_000;

/** Lines that can't be said are named up to so often; of a file that is no text nobody wants to read more. */
const SKIPPED_NAMED = 10;
/** How long reading rests when all that came was passed over, in milliseconds: such input may have no end. */
const REST_MS = 10;
const SKIPPED_WORDS = {
  binary: 'it is no text, and neither is what follows',
  unreadable: 'it is no text in UTF-8, GB18030 or UTF-16',
  'too-long': `it has more than ${TEXT_LINE_BYTES} bytes`,
};

/** Standard input; one that has ended where there was a terminal that is gone: Node throws then, as soon as it is asked for. */
function standardInput(): NodeJS.ReadStream | Readable {
  try {
    return process.stdin;
  } catch (error) {
    const gone = new Readable({ read: () => {} });
    setImmediate(() => gone.destroy(error as Error));
    return gone;
  }
}

/** Reads standard input line by line, in whichever encoding. What can't be said is skipped and named. */
export function readLines({ line, end }: InputListener): Input {
  const lines = new TextLines();
  const stdin = standardInput();
  let number = 0;
  let skipped = 0;
  let isHeld = false;
  let isEnded = false;
  const handOn = () => {
    let heard = 0;
    for (let next = isHeld ? undefined : lines.next(); next; next = isHeld ? undefined : lines.next()) {
      number += 1;
      if ('text' in next) {
        heard += 1;
        line(next.text);
      } else {
        skipped += 1;
        if (skipped <= SKIPPED_NAMED) note(`line ${number} of the input is skipped: ${SKIPPED_WORDS[next.skipped]}`);
        if (skipped === SKIPPED_NAMED) note('further lines like it are skipped without a word');
      }
    }
    return heard;
  };
  const finish = () => {
    if (isEnded && !isHeld && lines.waiting === 0) end(isTyped);
  };
  stdin.on('data', (chunk: Buffer) => {
    lines.push(chunk);
    const heard = handOn();
    if (isHeld) stdin.pause();
    else if (heard === 0 && chunk.length > TEXT_LINE_BYTES / 2) {
      stdin.pause();
      setTimeout(() => !isHeld && stdin.resume(), REST_MS);
    }
  });
  stdin.once('end', () => {
    lines.end();
    isEnded = true;
    handOn();
    finish();
  });
  // A terminal that went away, or a folder in place of a file: there is nothing to read.
  stdin.on('error', ({ message }) => {
    note(`the input can't be read: ${message}`);
    isEnded = true;
    finish();
  });
  return {
    hold: (held) => {
      if (held === isHeld) return;
      isHeld = held;
      if (held) return;
      handOn();
      if (isHeld) return;
      if (isEnded) finish();
      else stdin.resume();
    },
  };
}

/** Settles when the user or the system asks the program to end, or nobody reads its output any more. */
export function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    void outputClosed.then(resolve);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
