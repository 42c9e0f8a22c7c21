import { isAscii } from 'node:buffer';
import { DistinctNames } from '../shared/distinct-names.ts';
import { doorLine } from '../shared/doors/door-line.ts';
import type { Problem } from '../shared/error-codes.ts';
import type { RoomEvent } from '../shared/models.ts';
import { escapedForTerminal, onTerminalLine, onTerminalLines } from '../shared/terminal-text.ts';

/** A stranger's text, made harmless for a terminal: one line without tabs, whatever it was. */
export function forTerminal(text: string): string {
  return onTerminalLine(text).replaceAll('\t', ' ');
}

/** Prints a line of the result. */
export function printLine(text: string): void {
  writeOutput(`${forTerminal(text)}\n`);
}

const DELETE = 0x7f;
/** What {@link escapedForTerminal} escapes, in UTF-8, its bytes as one character each. */
const UNSAFE_IN_UTF8 = /\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]/;

/** Lines of JSON as they came over the wire, made safe to print; nearly always they are so already. */
export function safeJsonLines(lines: Buffer): Buffer {
  // Both are a few microseconds for a busy room's turn; most turns are ASCII.
  if (isAscii(lines) && !lines.includes(DELETE)) return lines;
  return UNSAFE_IN_UTF8.test(lines.toString('latin1')) ? Buffer.from(escapedForTerminal(lines.toString())) : lines;
}

/** Writes one JSON object as a line. */
export function printJson(value: object): void {
  writeOutput(`${escapedForTerminal(JSON.stringify(value))}\n`);
}

/** Tells the person at the terminal something that is no result. */
export function note(text: string): void {
  process.stderr.write(`${forTerminal(text)}\n`);
}

/** Says why the command can't go on, and ends with exit code 1. */
export function failWith({ code, text }: Problem): void {
  note(`partyline: ${text} (${code})`);
  process.exitCode = 1;
}

/** When it was said at first, of what is said again because the log had lost it. */
function lateWords(late: number | undefined): string {
  const said = new Date(late ?? Number.NaN);
  return Number.isNaN(said.valueOf()) ? '' : ` (late, said ${said.toISOString().slice(0, 16)}Z)`;
}

/**
 * An event as a line for people; undefined for kinds that have none.
 * @param names who is here, told apart; it takes note of who comes and goes
 */
export function eventLine(event: RoomEvent, names = new DistinctNames()): string | undefined {
  const { kind, seq, from, at, nick, text, late } = event;
  const time = new Date(at).toTimeString().slice(0, 5);
  const who = forTerminal(kind === 'joined' ? names.enter({ id: from, nick }) : names.nameOf({ id: from, nick }));
  if (kind === 'left') names.leave(from);
  switch (kind) {
    case 'message':
      return `${time} ${who}${lateWords(late)}: ${onTerminalLines(text.replaceAll('\t', ' '), ' '.repeat(6))}`;
    case 'file':
      // An id is its sender's own words, and this is a command to copy.
      return `${time} * ${who} shares ${forTerminal(text)} (partyline fetch ${Number(seq)})`;
    case 'joined':
      return `${time} * ${who} joined`;
    case 'left':
      // That they were removed is said already.
      return text === 'removed' ? undefined : `${time} * ${who} left`;
    case 'restored':
      return `${time} * the room's log was set back: ${who} has what it lost. Whoever comes back says it again, marked late`;
    case 'lost':
      // The first of a damaged stretch names its last.
      return text === ''
        ? undefined
        : `${time} * events ${Number(seq)} to ${forTerminal(text)} can't be read any more on the host's disk`;
    default: {
      const line = doorLine(event, { by: who, about: forTerminal(event.about?.nick ?? '') });
      return line && `${time} * ${line}`;
    }
  }
}

/** Prints an event, as JSON or for people. */
export function printEvent(event: RoomEvent, json: boolean, names: DistinctNames): void {
  if (json) {
    printJson({ type: 'event', ...event });
    return;
  }
  const line = eventLine(event, names);
  if (line !== undefined) writeOutput(`${line}\n`);
}

const closing = Promise.withResolvers<void>();

/** Settles when whoever read standard output wants no more of it. */
export const outputClosed: Promise<void> = closing.promise;

/** True once the output is given up. */
let isLost = false;
/** What goes on once the output that waits is read, or given up. */
const waiting = new Set<() => void>();

/**
 * What becomes of output that can't be written: `partyline … | head` is no error, the work is done ({@link outputClosed}).
 * A full disk, or a terminal that went away, takes the output and nothing else: it is given up, which is said once, and the
 * exit code tells of it.
 */
export function bearTroubledOutputs(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') closing.resolve();
    else giveUpOutput(error);
  });
  process.stderr.on('error', () => {});
}

function giveUpOutput(error: NodeJS.ErrnoException): void {
  if (isLost) return;
  isLost = true;
  process.exitCode = 1;
  note(`partyline: the output is given up, ${LOST[error.code ?? ''] ?? error.message}; all else goes on`);
  for (const goOn of waiting) goOn();
}

const LOST: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: "this user's share of the disk is full",
  EFBIG: 'the file system can not hold a file so large',
  EIO: 'the terminal is gone, or the disk fails',
};

/** Writes to standard output, unless that is given up. @returns true while bytes wait to be written */
export function writeOutput(output: string | Uint8Array): boolean {
  if (isLost) return false;
  process.stdout.write(output);
  return process.stdout.writableLength > 0;
}

/** More waits for whoever reads the output than it should. */
export function isOutputFull(most = process.stdout.writableHighWaterMark): boolean {
  return !isLost && process.stdout.writableLength >= most;
}

/** Calls `goOn` once all that waited has been read, or is nobody's any more. */
export function whenOutputIsTaken(goOn: () => void): void {
  const taken = () => {
    process.stdout.off('drain', taken);
    waiting.delete(taken);
    goOn();
  };
  process.stdout.once('drain', taken);
  waiting.add(taken);
}

/** Milliseconds that the last output may take to be read, once the work is done. */
const FLUSH_MS = 1_000;

/** A program whose output nobody takes must end all the same: what is not read by then is nobody's. */
export function endThoughUnread(): void {
  if (process.stdout.writableLength > 0) setTimeout(() => process.exit(), FLUSH_MS).unref();
}
