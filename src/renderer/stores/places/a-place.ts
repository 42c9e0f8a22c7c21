import { NO_SIGHT } from '../../../shared/doors/door-models.ts';
import type { RoomView } from '../../../shared/places/place-models.ts';
import { forgetPlaces } from './open-places.ts';
import { placesStore } from './places-store.ts';
import { placesPushed } from './show-place.ts';

/** For tests: a room that one is in. */
export function aRoomView(change: Partial<RoomView> = {}): RoomView {
  return {
    key: A_KEY,
    role: 'guest',
    room: { id: 'room-1', name: 'Room' },
    you: 'ada',
    address: '10.0.0.1:8888',
    addresses: ['10.0.0.1:8888'],
    members: [
      { id: 'ada', nick: 'Ada', host: true },
      { id: 'ben', nick: 'Ben', host: false },
    ],
    connection: { state: 'online' },
    transport: 'tcp',
    moving: undefined,
    canMove: true,
    newest: 0,
    copy: 'copy-1',
    place: 'room-1',
    impairment: undefined,
    door: NO_SIGHT,
    ...change,
  };
}

/** For tests: the place that most of them are about. */
export const A_KEY = 'a'.repeat(16);

/** For tests: no place at all. */
export function noPlaces(): void {
  placesPushed([], [...placesStore.getState().cards.keys()]);
  forgetPlaces();
}
