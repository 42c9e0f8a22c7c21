import type { AppState, Push } from '../../shared/ipc-contract.ts';
import { invoke, onPush } from '../bridge.ts';
import { appStore } from './app-store.ts';
import { loadLab } from './lab/lab-pushes.ts';
import { addressOpened, applyPushes, roomChanged, startFailed } from './pushes.ts';

function stateArrived(state: AppState): void {
  const { version, platform, systemLanguage, settings, dataFolder, recentRooms, localAddresses } = state;
  const known = { version, platform, systemLanguage, settings, dataFolder, recentRooms, localAddresses };
  appStore.setState({ status: 'ready', ...known });
  if (state.room) roomChanged(state.room);
  applyPushes([
    { kind: 'outbox', items: state.outbox },
    { kind: 'transfers', changed: state.transfers },
  ]);
  if (state.openAddress !== undefined) addressOpened(state.openAddress);
  if (state.startFailure) startFailed(state.startFailure);
  if (state.notice) applyPushes([{ kind: 'notice', problem: state.notice }]);
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
    },
    () => appStore.setState({ status: 'failed' }),
  );
  return unsubscribe;
}
