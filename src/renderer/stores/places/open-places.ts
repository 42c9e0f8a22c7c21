import type { StoreApi } from 'zustand/vanilla';
import type { PlaceKey } from '../../../shared/places/place-models.ts';
import { createTransferStore, type TransferStore } from '../files/transfer-store.ts';
import { createPrivateStore, type PrivateStore } from '../private/private-store.ts';
import { placesStore, shownKey } from './places-store.ts';
import { createRoomStore, type RoomStore } from './room-store.ts';

/** What the window holds of a place that it has open. */
export interface OpenPlace {
  readonly key: PlaceKey;
  readonly room: StoreApi<RoomStore>;
  readonly transfers: StoreApi<TransferStore>;
  readonly privately: StoreApi<PrivateStore>;
}

function emptyPlace(key: PlaceKey): OpenPlace {
  return { key, room: createRoomStore(), transfers: createTransferStore(), privately: createPrivateStore() };
}

/** What screens see where no place is shown: no room. Main knows no place of this key. */
const NOWHERE = emptyPlace('0'.repeat(16));

/** The place that was shown last stands last. */
const open = new Map<PlaceKey, OpenPlace>();

/** What the window holds of a place; undefined for one that it does not have open. */
export function openPlace(key: PlaceKey): OpenPlace | undefined {
  return open.get(key);
}

/** The keys of all places that the window has open; the one that was shown last stands last. */
export function openKeys(): readonly PlaceKey[] {
  return [...open.keys()];
}

/** Begins to hold what is told of a place. */
export function beginPlace(key: PlaceKey): OpenPlace {
  const place = emptyPlace(key);
  open.set(key, place);
  return place;
}

/** It is shown: those that were not for longest stand first. */
export function touchPlace(key: PlaceKey): void {
  const place = open.get(key);
  if (!place) return;
  open.delete(key);
  open.set(key, place);
}

/** Holds nothing of it any more. */
export function endPlace(key: PlaceKey): void {
  open.delete(key);
}

/** The place of this key, or no room where none is shown. */
export function placeShown(key = shownKey()): OpenPlace {
  return (key === undefined ? undefined : open.get(key)) ?? NOWHERE;
}

/** The room of the place that is shown; one without a room where none is. */
export function shownRoom(): StoreApi<RoomStore> {
  return placeShown().room;
}

/** The transfers of the place that is shown. */
export function shownTransfers(): StoreApi<TransferStore> {
  return placeShown().transfers;
}

/** Forgets all places, as at the start. */
export function forgetPlaces(): void {
  open.clear();
  placesStore.setState(placesStore.getInitialState(), true);
}
