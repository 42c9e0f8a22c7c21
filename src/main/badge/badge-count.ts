import type { PlaceCard } from '../../shared/places/place-models.ts';

/** A number that grows further than that tells nobody anything. */
const SHOWN_MOST = 99;

/** What nobody read yet, in the rooms that are not muted. */
export function badgeCount(cards: Iterable<Pick<PlaceCard, 'unread' | 'isMuted'>>): number {
  let count = 0;
  for (const { unread, isMuted } of cards) if (!isMuted) count += unread;
  return count;
}

/** The number as there is room for it. */
export function shownCount(count: number): string {
  return count > SHOWN_MOST ? `${SHOWN_MOST}+` : String(count);
}
