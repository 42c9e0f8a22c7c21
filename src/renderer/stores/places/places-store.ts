import { createStore } from 'zustand/vanilla';
import type { KnownRoom, PlaceCard, PlaceKey } from '../../../shared/places/place-models.ts';

export interface PlacesStore {
  /** Every place, open in the window or not. */
  readonly cards: ReadonlyMap<PlaceKey, PlaceCard>;
  /** Rooms that this person is in or was in, the one that was left last first. */
  readonly known: readonly KnownRoom[];
  /** The place that the window shows; undefined for the list of rooms. */
  readonly shown: PlaceKey | undefined;
  /** The place that is to be shown as soon as its picture is there. */
  readonly wanted: PlaceKey | undefined;
}

export const placesStore = createStore<PlacesStore>(() => ({
  cards: new Map(),
  known: [],
  shown: undefined,
  wanted: undefined,
}));

/** Takes places that are new or changed, and those that are no more. */
export function placesChanged(changed: readonly PlaceCard[], gone: readonly PlaceKey[]): void {
  const cards = new Map(placesStore.getState().cards);
  for (const key of gone) cards.delete(key);
  for (const card of changed) cards.set(card.key, card);
  placesStore.setState({ cards });
}

export function knownRoomsChanged(known: readonly KnownRoom[]): void {
  placesStore.setState({ known });
}

export function shownKey(): PlaceKey | undefined {
  return placesStore.getState().shown;
}
