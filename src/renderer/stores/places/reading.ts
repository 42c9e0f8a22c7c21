import type { PlaceKey } from '../../../shared/places/place-models.ts';
import { attempt } from '../../bridge.ts';
import { viewStore } from '../view-store.ts';
import { placeShown } from './open-places.ts';
import { placesStore, shownKey } from './places-store.ts';

/** The place that somebody reads at the end of right now. */
function readNow(): PlaceKey | undefined {
  const { room } = placeShown().room.getState();
  const { atBottom } = placeShown().room.getState().unread;
  const isInRoom = placeShown().privately.getState().shown === undefined;
  const looks = document.hasFocus() && viewStore.getState().view === 'chat' && isInRoom;
  return looks && atBottom && room?.room ? shownKey() : undefined;
}

/**
 * Lets main know which place is read, for its counters.
 * @returns its own unsubscribe
 */
export function watchReading(): () => void {
  let told: PlaceKey | undefined;
  let followed: (() => void) | undefined;
  const tell = () => {
    const now = readNow();
    if (now === told) return;
    if (told !== undefined) void attempt('places:reading', { key: told, isReading: false });
    told = now;
    if (now !== undefined) void attempt('places:reading', { key: now, isReading: true });
  };
  const follow = () => {
    followed?.();
    const { room, privately } = placeShown();
    const ends = [room.subscribe(tell), privately.subscribe(tell)];
    followed = () => {
      for (const end of ends) end();
    };
    tell();
  };
  const end = new AbortController();
  for (const kind of ['focus', 'blur']) window.addEventListener(kind, tell, { signal: end.signal });
  const unsubscribes = [placesStore.subscribe(follow), viewStore.subscribe(tell)];
  follow();
  return () => {
    end.abort();
    followed?.();
    for (const unsubscribe of unsubscribes) unsubscribe();
  };
}
