import type { RoomEvent } from '../../shared/models.ts';
import { onTerminalLine, onTerminalLines } from '../../shared/terminal-text.ts';

/** How a conversation is written into a file: for people, or an event a line for programs. */
export type WrittenAs = 'text' | 'json';

/** What opens a line that is none of the message's own beginning. */
const INDENT = '    ';
/** What a program can be told of a file by its ending; text for any other. */
export function writtenAs(path: string): WrittenAs {
  return /\.(json|jsonl|ndjson)$/i.test(path) ? 'json' : 'text';
}

/** An event as it is written, with its line's end; empty for one that has nothing for people. Times are in UTC. */
export function writtenEvent(event: RoomEvent, as: WrittenAs): string {
  if (as === 'json') return `${JSON.stringify(event)}\n`;
  const words = wordsOf(event);
  return words === undefined ? '' : `${timeOf(event.at)}  ${words}\n`;
}

function wordsOf({ kind, nick, text, file, seq, late }: RoomEvent): string | undefined {
  const who = onTerminalLine(nick);
  if (kind === 'message') return `${who}${late === undefined ? '' : ` (said ${timeOf(late)})`}: ${lines(text)}`;
  if (file) return `* ${who} sent ${lines(text)} (${file.size} bytes, SHA-256 ${onTerminalLine(file.hash)})`;
  if (kind === 'joined') return `* ${who} joined`;
  if (kind === 'left') return `* ${who} left`;
  if (kind === 'lost')
    return text === '' ? undefined : `* events ${seq} to ${onTerminalLine(text)} were lost by the host's disk`;
  if (kind === 'restored') return `* the room's log was set back`;
  return undefined;
}

/** Words of another are set in, so that none of them passes for a line of somebody else. */
function lines(text: string): string {
  return onTerminalLines(text, INDENT);
}

/** A host can send any number as a time. */
function timeOf(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.valueOf()) ? '?' : `${date.toISOString().slice(0, 19).replace('T', ' ')}Z`;
}
