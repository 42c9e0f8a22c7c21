import type { RoomEvent } from '../../shared/models.ts';

/** How a conversation is written into a file: for people, or an event a line for programs. */
export type WrittenAs = 'text' | 'json';

/** What opens a line that is none of the message's own beginning. */
const INDENT = '    ';
/** What an editor or a terminal obeys instead of showing it, and what turns the reading direction. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

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
  const who = clean(nick).replaceAll('\n', ' ');
  if (kind === 'message') return `${who}${late === undefined ? '' : ` (said ${timeOf(late)})`}: ${lines(text)}`;
  if (file) return `* ${who} sent ${lines(text)} (${file.size} bytes, SHA-256 ${clean(file.hash)})`;
  if (kind === 'joined') return `* ${who} joined`;
  if (kind === 'left') return `* ${who} left`;
  if (kind === 'lost')
    return text === '' ? undefined : `* events ${seq} to ${clean(text)} were lost by the host's disk`;
  if (kind === 'restored') return `* the room's log was set back`;
  return undefined;
}

function clean(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(UNSEEN, '\u{fffd}');
}

/** Words of another are set in, so that none of them passes for a line of somebody else. */
function lines(text: string): string {
  return clean(text).replaceAll('\n', `\n${INDENT}`);
}

/** A host can send any number as a time. */
function timeOf(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.valueOf()) ? '?' : `${date.toISOString().slice(0, 19).replace('T', ' ')}Z`;
}
