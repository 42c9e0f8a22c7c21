import { hostname, userInfo } from 'node:os';
import { createInterface } from 'node:readline';
import { cleanNick } from '../shared/nickname.ts';
import { outputClosed } from './output.ts';

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

/** Reads standard input line by line. */
export function readLines({ line, end }: InputListener): void {
  const lines = createInterface({ input: process.stdin, terminal: false });
  lines.on('line', line);
  lines.on('close', () => end(process.stdin.isTTY === true));
}

/** Settles when the user or the system asks the program to end, or nobody reads its output any more. */
export function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    void outputClosed.then(resolve);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
