import type { PlaceCard, PlaceKey } from '../../../shared/places/place-models.ts';
import { attempt } from '../../bridge.ts';
import { openDialog } from '../dialog-store.ts';
import { showView } from '../view-store.ts';
import { closeDrawer } from './drawer-store.ts';
import { openPlace } from './open-places.ts';
import { leavePlace } from './place-actions.ts';
import { inOrder, neighbourOf } from './place-order.ts';
import { placesStore } from './places-store.ts';
import { showPlace } from './show-place.ts';

/** Goes to a place, or to the list of rooms, from wherever the window is. */
export function goTo(key: PlaceKey | undefined): void {
  closeDrawer();
  showView('chat');
  if (key !== undefined) openPlace(key)?.privately.setState({ shown: undefined });
  void showPlace(key);
}

/** Goes to the place above (-1) or below (1) the one that is shown. */
export function goToNeighbour(step: 1 | -1): void {
  const { cards, shown } = placesStore.getState();
  const key = neighbourOf(inOrder(cards.values()), shown, step);
  if (key !== undefined) goTo(key);
}

/** Goes to the place that stands at a position, counted from 1. @returns whether there is one */
export function goToPosition(position: number): boolean {
  const card = inOrder(placesStore.getState().cards.values())[position - 1];
  if (card) goTo(card.key);
  return card !== undefined;
}

/** Takes all that came so far as read, without going there. */
export async function markRead(key: PlaceKey): Promise<void> {
  await attempt('places:reading', { key, isReading: true });
  if (placesStore.getState().shown !== key) await attempt('places:reading', { key, isReading: false });
}

/** Leaves a place; a host with company is asked first. */
export function askToLeavePlace({
  key,
  name,
  isHosted,
  members,
}: Pick<PlaceCard, 'key' | 'name' | 'isHosted' | 'members'>): void {
  if (isHosted && members > 1) openDialog({ kind: 'stop-hosting', key, name, otherMembers: members - 1 });
  else void leavePlace(key);
}
