import type { Problem } from '../../../shared/error-codes.ts';
import type { PlaceKey, PlaceNotices } from '../../../shared/places/place-models.ts';
import { attempt } from '../../bridge.ts';
import { placesChanged, placesStore } from './places-store.ts';
import { placesPushed, showPlace } from './show-place.ts';

/** Leaves a room, or stops hosting it; also ends an attempt to enter it. */
export async function leavePlace(key: PlaceKey): Promise<void> {
  const left = await attempt('places:leave', { key });
  if (left.ok || left.problem.code === 'no_room') placesPushed([], [key]);
}

/**
 * Enters a known room again, and shows it.
 * @returns why not
 */
export async function enterPlace(key: PlaceKey): Promise<Problem | undefined> {
  const entered = await attempt('places:enter', { key });
  if (!entered.ok) return entered.problem;
  await showPlace(entered.value.key);
  return undefined;
}

/** Puts the places into this order at once, as they were dragged. */
export async function orderPlaces(keys: readonly PlaceKey[]): Promise<void> {
  const at = new Map(keys.map((key, order) => [key, order]));
  const cards = [...placesStore.getState().cards.values()];
  placesChanged(
    cards.map((card) => ({ ...card, order: at.get(card.key) ?? keys.length + card.order })),
    [],
  );
  await attempt('places:order', { keys: [...keys] });
}

export async function pinPlace(key: PlaceKey, isPinned: boolean): Promise<void> {
  await attempt('places:pin', { key, isPinned });
}

export async function mutePlace(key: PlaceKey, isMuted: boolean): Promise<void> {
  await attempt('places:mute', { key, isMuted });
}

/** Of which messages of a place the desktop is told. */
export async function tellOfPlace(key: PlaceKey, notices: PlaceNotices): Promise<void> {
  await attempt('places:notices', { key, notices });
}

/** Whether a hosted room tells the network that it is there. */
export async function announcePlace(key: PlaceKey, isAnnounced: boolean): Promise<void> {
  await attempt('places:announce', { key, isAnnounced });
}

/** Takes a room off the list, with all that is kept of it on this computer. */
export async function forgetPlace(key: PlaceKey): Promise<Problem | undefined> {
  const forgotten = await attempt('places:forget', { key });
  return forgotten.ok ? undefined : forgotten.problem;
}
