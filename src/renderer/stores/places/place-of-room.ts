import { formatAddress } from '../../../shared/address.ts';
import type { FoundRoom } from '../../../shared/discovery/found-room.ts';
import type { KnownRoom, PlaceCard } from '../../../shared/places/place-models.ts';

type Known = Pick<PlaceCard | KnownRoom, 'key' | 'roomId' | 'address' | 'isHosted'>;

/**
 * The place or known room that a found room is. The id alone says so unless another room claims it too: then it has to
 * be where it was found, or both run here.
 */
export function placeOf<T extends Known>(places: Iterable<T>, room: FoundRoom): T | undefined {
  for (const place of places) {
    if (place.roomId !== room.id) continue;
    if (!room.contested || (room.own && place.isHosted)) return place;
    if (room.at.some(({ address, port }) => formatAddress({ host: address, port }) === place.address)) return place;
  }
  return undefined;
}
