import type { PlaceKey } from '../../../shared/places/place-models.ts';

/** A key for a place that is about to be, never used before. */
export function newPlaceKey(): PlaceKey {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
