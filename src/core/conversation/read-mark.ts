import type { RoomEvent } from '../../shared/models.ts';
import { mentions } from './mentions.ts';

/** How far somebody has read in a room, and what came since. */
export interface ReadMark {
  /** Newest event that was read, and up to which was counted; what an older log had is all read. */
  readonly readTo: number;
  readonly countedTo: number;
  /** Others' messages and files behind `readTo`. */
  readonly unread: number;
  /** How many of them name the reader. */
  readonly mentions: number;
}

export const NOTHING_READ: ReadMark = { readTo: 0, countedTo: 0, unread: 0, mentions: 0 };

/** The reader, as the room knows them. */
export interface Reader {
  readonly you: string | undefined;
  readonly nick: string;
}

/** Everything up to `newest` is read. */
export function readTo(newest: number): ReadMark {
  return { readTo: newest, countedTo: newest, unread: 0, mentions: 0 };
}

/** Whether an event is something to be read: joins, leaves and what one said oneself is not. */
export function isNews({ kind, file, from }: RoomEvent, you: string | undefined): boolean {
  return (kind === 'message' || file !== undefined) && from !== you;
}

/** Counts new events, in order; those that were counted already are left out. */
export function withNewer(mark: ReadMark, events: readonly RoomEvent[], reader: Reader): ReadMark {
  const fresh = events.filter(({ seq }) => seq > mark.countedTo);
  const last = fresh.at(-1);
  return last ? { ...counted(mark, fresh, reader), countedTo: last.seq } : mark;
}

/** Counts a page of the past that came behind what is newer: each event once, the unread ones alone. */
export function withOlder(mark: ReadMark, page: readonly RoomEvent[], reader: Reader): ReadMark {
  const unread = page.filter(({ seq }) => seq > mark.readTo);
  return unread.length === 0 ? mark : counted(mark, unread, reader);
}

function counted(mark: ReadMark, events: readonly RoomEvent[], { you, nick }: Reader): ReadMark {
  const news = events.filter((event) => isNews(event, you));
  const naming = news.filter(({ kind, text }) => kind === 'message' && mentions(text, nick));
  return { ...mark, unread: mark.unread + news.length, mentions: mark.mentions + naming.length };
}
