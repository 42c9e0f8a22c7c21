import type { RoomEvent } from '../../shared/models.ts';
import type { LogReader } from '../room/log-segment.ts';
import { firstFrame } from '../room/same-log.ts';

/** A copy of a log, which may lack stretches of it. */
export interface CopyOfLog {
  readonly log: Pick<LogReader, 'read'>;
  /** Numbers of the oldest and newest event kept; 0 for none. */
  readonly oldest: number;
  readonly newest: number;
  /** Who this member is in it; undefined where that was not kept. */
  readonly you: string | undefined;
  /** Events `from` up to `to` (exclusive) of those kept, in order. */
  events(from: number, to: number): Iterable<RoomEvent>;
}

/** The first event that is kept from number `from` on. */
function firstFrom({ log }: CopyOfLog, from: number): { readonly seq: number; readonly frame: Uint8Array } | undefined {
  const segment = log.read(from, 1);
  return segment && segment.frames.length > 0 ? { seq: segment.first, frame: firstFrame(segment.frames) } : undefined;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/**
 * The number from which on two copies of a log are two logs. An event holds its time and number, so that logs that have the
 * same one are the same up to there: twenty looks find it among a million.
 */
export function partedAt(older: CopyOfLog, newer: CopyOfLog): number {
  let low = older.oldest;
  let high = older.newest;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const kept = firstFrom(older, middle);
    if (kept === undefined || kept.seq > high) high = middle - 1;
    else if (kept.seq < newer.oldest || isInBoth(kept, newer)) low = kept.seq + 1;
    else high = middle - 1;
  }
  return low;
}

function isInBoth({ seq, frame }: { readonly seq: number; readonly frame: Uint8Array }, newer: CopyOfLog): boolean {
  const there = firstFrom(newer, seq);
  return there?.seq === seq && isSame(there.frame, frame);
}

/** What this member said, what was accepted, and what the log that came anew lacks, in order; `from` is where the logs part. */
export interface LostOfOwn {
  readonly from: number;
  readonly events: readonly RoomEvent[];
}

/**
 * The same for several older copies, the oldest first: a log may be set back again before it was compared with what was kept at
 * the time before.
 */
export function lostOfAll(older: readonly CopyOfLog[], newer: CopyOfLog): LostOfOwn {
  const events = new Map<string, RoomEvent>();
  let from = Number.POSITIVE_INFINITY;
  for (const copy of older) {
    const lost = lostOfOwn(copy, newer);
    if (lost.from <= copy.newest) from = Math.min(from, lost.from);
    for (const event of lost.events) events.set(event.id, event);
  }
  return { from, events: [...events.values()] };
}

/** Compares an older copy with one that came anew. What the newer log dropped because of its age is not lost. */
export function lostOfOwn(older: CopyOfLog, newer: CopyOfLog): LostOfOwn {
  const from = partedAt(older, newer);
  const you = older.you ?? newer.you;
  const isOwn = ({ kind, from: author }: RoomEvent, member: string | undefined) =>
    author === member && (kind === 'message' || kind === 'sealed' || kind === 'file');
  const known = new Set<string>();
  for (const event of newer.events(from, newer.newest + 1)) if (isOwn(event, newer.you)) known.add(event.id);
  const events: RoomEvent[] = [];
  for (const event of older.events(from, older.newest + 1)) {
    if (isOwn(event, you) && !known.has(event.id)) events.push(event);
  }
  return { from, events };
}
