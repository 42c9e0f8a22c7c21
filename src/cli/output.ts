import type { Problem } from '../shared/error-codes.ts';
import type { RoomEvent } from '../shared/models.ts';

/** Control characters, which could take over a terminal, and the escape that starts most of them. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A stranger's text, made harmless for a terminal. */
export function forTerminal(text: string): string {
  return text.replace(CONTROL, '\u{fffd}');
}

/** Writes one JSON object as a line. */
export function printJson(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
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

/** An event as a line for people; undefined for kinds that have none. */
export function eventLine({ kind, at, nick, text }: RoomEvent): string | undefined {
  const time = new Date(at).toTimeString().slice(0, 5);
  const who = forTerminal(nick);
  switch (kind) {
    case 'message':
      return `${time} ${who}: ${forTerminal(text).replaceAll('\n', `\n${' '.repeat(6)}`)}`;
    case 'joined':
      return `${time} * ${who} joined`;
    case 'left':
      return `${time} * ${who} left`;
    default:
      return undefined;
  }
}

/** Prints an event, as JSON or for people. */
export function printEvent(event: RoomEvent, json: boolean): void {
  if (json) {
    printJson({ type: 'event', ...event });
    return;
  }
  const line = eventLine(event);
  if (line !== undefined) process.stdout.write(`${line}\n`);
}

/** `partyline … | head`: whoever read the output is gone, so the work is done. */
export function leaveQuietlyWhenStdoutCloses(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}
