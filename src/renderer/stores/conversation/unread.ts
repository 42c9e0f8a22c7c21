import type { RoomEvent } from '../../../shared/models.ts';

/** Where the reader is, and what came in meanwhile. */
export interface Unread {
  readonly atBottom: boolean;
  /** Others' messages and files that came while the reader was reading back; the pill shows it. */
  readonly count: number;
}

export const NOTHING_UNREAD: Unread = { atBottom: true, count: 0 };

/** Counts `events` when the reader is not at the bottom; joins, leaves and own messages do not count. */
export function eventsCame(unread: Unread, events: readonly RoomEvent[], you: string | undefined): Unread {
  if (unread.atBottom) return unread;
  const added = events.filter(
    ({ kind, from, file }) => (kind === 'message' || file !== undefined) && from !== you,
  ).length;
  return added === 0 ? unread : { ...unread, count: unread.count + added };
}

/** At the bottom nothing is unread. */
export function scrolled(unread: Unread, atBottom: boolean): Unread {
  if (atBottom) return unread.atBottom && unread.count === 0 ? unread : NOTHING_UNREAD;
  return unread.atBottom ? { ...unread, atBottom: false } : unread;
}
