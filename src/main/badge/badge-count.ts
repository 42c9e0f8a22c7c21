import type { PlaceCard } from '../../shared/places/place-models.ts';
import { WINDOW_LIMITS } from '../window-limits.ts';

/** What nobody read yet, in the rooms that are not muted. */
export function badgeCount(cards: Iterable<Pick<PlaceCard, 'unread' | 'isMuted'>>): number {
  let count = 0;
  for (const { unread, isMuted } of cards) if (!isMuted) count += unread;
  return count;
}

/** The number as there is room for it: one that grows further tells nobody anything. */
export function shownCount(count: number): string {
  return count > WINDOW_LIMITS.countShown ? `${WINDOW_LIMITS.countShown}+` : String(count);
}
