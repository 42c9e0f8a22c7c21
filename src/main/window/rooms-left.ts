import type { RoomsLeft } from '../../shared/closing.ts';
import type { PlaceCard } from '../../shared/places/place-models.ts';

/** What ends with the app. */
export function roomsLeft(cards: readonly Pick<PlaceCard, 'isHosted' | 'members'>[]): RoomsLeft {
  const hosted = cards.filter(({ isHosted }) => isHosted);
  const otherMembers = hosted.reduce((sum, { members }) => sum + Math.max(0, members - 1), 0);
  return { hosted: hosted.length, joined: cards.length - hosted.length, otherMembers };
}
