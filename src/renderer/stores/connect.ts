import type { AppState, Push } from '../../shared/ipc-contract.ts';
import { invoke, onPush } from '../bridge.ts';
import { appStore } from './app-store.ts';
import { loadFound } from './found/found-actions.ts';
import { loadLab } from './lab/lab-pushes.ts';
import { loadPeople } from './people/people-store.ts';
import { inOrder } from './places/place-order.ts';
import { knownRoomsChanged, placesChanged } from './places/places-store.ts';
import { showPlace } from './places/show-place.ts';
import { addressOpened, applyPushes, startFailed } from './pushes.ts';

function stateArrived(state: AppState): void {
  const { version, platform, systemLanguage, settings, encryption, dataFolder, recentRooms, localAddresses } = state;
  const known = { version, platform, systemLanguage, settings, dataFolder, recentRooms, localAddresses };
  appStore.setState({ status: 'ready', encryption, ...known });
  const { places, knownRooms, shown } = state;
  placesChanged(places, []);
  knownRoomsChanged(knownRooms);
  const first = inOrder(places)[0]?.key;
  void showPlace(places.some(({ key }) => key === shown) ? shown : first);
  if (state.openAddress !== undefined) addressOpened(state.openAddress);
  if (state.startFailure) startFailed(state.startFailure);
}

/**
 * Asks main for the first picture and follows it from there. Pushes that come before the answer wait for it.
 * @returns its own unsubscribe
 */
export function connect(): () => void {
  let early: Push[] | undefined = [];
  const unsubscribe = onPush((batch) => (early ? early.push(...batch) : applyPushes(batch)));
  invoke('app:state', undefined).then(
    (state) => {
      stateArrived(state);
      applyPushes(early ?? []);
      early = undefined;
      void loadLab();
      void loadFound();
      void loadPeople();
    },
    () => appStore.setState({ status: 'failed' }),
  );
  return unsubscribe;
}
