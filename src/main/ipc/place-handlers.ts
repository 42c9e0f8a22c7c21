import type { Party } from '../../node/party/party.ts';
import type { Place } from '../../node/party/place.ts';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import type { PlaceSnapshot, placeSchemas } from '../../shared/places/place-contract.ts';
import type { PlaceKey } from '../../shared/places/place-models.ts';
import type { OpenPlaces } from '../open-places.ts';
import type { Reading } from '../reading.ts';
import type { Handlers } from './answer.ts';

export interface PlaceHandlerParts {
  readonly party: Party;
  readonly openPlaces: OpenPlaces;
  readonly reading: Pick<Reading, 'told'>;
  /** The window shows another place than before, or none. */
  readonly shown: (key: PlaceKey | undefined) => void;
  /** Hands the window what waits to be pushed, before its answer. */
  readonly flush: () => void;
}

export const NO_ROOM = failure('no_room', 'there is no room to do that in');
const DONE = success(undefined);

/** Does something with the place that a call names. @returns `no_room` where it names none */
export function withPlace<T>(
  { places }: Party,
  key: PlaceKey,
  work: (place: Place) => Result<T> | Promise<Result<T>>,
): Result<T> | Promise<Result<T>> {
  const place = places.get(key);
  return place ? work(place) : NO_ROOM;
}

function snapshotOf({ places }: Party, place: Place): PlaceSnapshot {
  const { key, guest, files } = place;
  return { room: place.view(), outbox: guest.outbox, transfers: files.list(), notice: places.notice(key) };
}

type RoomChannel = 'say' | 'typing' | 'retry' | 'discard' | 'reconnect' | 'set-transport' | 'quality' | 'history';

/** What main does for each call of the window that is about one place's room. */
export function createRoomHandlers(party: Party): Pick<Handlers, `room:${RoomChannel}` | 'impairment:set'> {
  const { places } = party;
  return {
    'room:say': ({ key, text }) => withPlace(party, key, (place) => place.say(text)),
    'room:typing': ({ key }) => withPlace(party, key, (place) => place.typing()),
    'room:retry': ({ key, id }) => withPlace(party, key, ({ guest }) => guest.retry(id)),
    'room:discard': ({ key, id }) => withPlace(party, key, ({ guest }) => guest.discard(id)),
    'room:reconnect': ({ key }) =>
      withPlace(party, key, (place) => {
        place.reconnectNow(true);
        return DONE;
      }),
    'room:set-transport': ({ key, transport }) => withPlace(party, key, (place) => place.setTransport(transport)),
    'impairment:set': ({ key, impairment }) =>
      withPlace(party, key, (place) => {
        place.impair(impairment);
        return DONE;
      }),
    'room:quality': ({ key }) => places.get(key)?.quality(),
    'room:history': ({ key, before, limit }) => places.get(key)?.guest.page(before, limit) ?? [],
  };
}

/** What main does for each call of the window that is about the list of places. */
export function createPlaceHandlers({
  party,
  openPlaces,
  reading,
  shown,
  flush,
}: PlaceHandlerParts): Pick<Handlers, keyof typeof placeSchemas> {
  const { places } = party;
  return {
    'places:open': ({ key }) =>
      withPlace(party, key, (place) => {
        // What was pushed before this picture is in it.
        flush();
        openPlaces.open(key);
        return success(snapshotOf(party, place));
      }),
    'places:close': ({ key }) => {
      openPlaces.close(key);
      return DONE;
    },
    'places:show': ({ key }) => {
      shown(key);
      return DONE;
    },
    'places:reading': ({ key, isReading }) => {
      // Also of a place that is gone meanwhile, which would be read for ever.
      reading.told(key, isReading);
      return places.get(key) ? DONE : NO_ROOM;
    },
    'places:order': ({ keys }) => {
      places.order(keys);
      return DONE;
    },
    'places:pin': ({ key, isPinned }) => places.pin(key, isPinned),
    'places:mute': ({ key, isMuted }) => places.mute(key, isMuted),
    'places:notices': ({ key, notices }) => places.tellOf(key, notices),
    'places:announce': ({ key, isAnnounced }) => places.announce(key, isAnnounced),
    'places:leave': ({ key }) => places.leave(key),
    'places:enter': ({ key }) => places.enter(key),
    'places:forgetting': ({ key }) => places.forgetting(key),
    'places:forget': ({ key }) => places.forget(key),
  };
}
