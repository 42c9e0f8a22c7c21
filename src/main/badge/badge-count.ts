import type { PlaceCard } from '../../shared/places/place-models.ts';
import { WINDOW_LIMITS } from '../window-limits.ts';

/** What nobody read yet, in the rooms that are not muted, for all or for this person alone. */
export function badgeCount(cards: Iterable<Pick<PlaceCard, 'unread' | 'isMuted' | 'privately'>>): number {
  let count = 0;
  for (const { unread, isMuted, privately } of cards) {
    if (isMuted) continue;
    count += unread;
    for (const one of privately) count += one.unread;
  }
  return count;
}

/** The number as there is room for it: one that grows further tells nobody anything. */
export function shownCount(count: number): string {
  return count > WINDOW_LIMITS.countShown ? `${WINDOW_LIMITS.countShown}+` : String(count);
}
