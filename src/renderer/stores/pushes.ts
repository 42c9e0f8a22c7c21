import { isPushOfPlace, type Push, type StartFailure } from '../../shared/ipc-contract.ts';
import { appStore, rememberedTransport } from './app-store.ts';
import { chime } from './chime.ts';
import { openDialog } from './dialog-store.ts';
import { doctorReported } from './doctor-store.ts';
import { foundRoomsChanged, searchChanged } from './found/found-store.ts';
import { applyLabPush } from './lab/lab-pushes.ts';
import { contactsChanged, keyChangesChanged } from './people/people-store.ts';
import { knownRoomsChanged } from './places/places-store.ts';
import { placePushed, placesPushed, showPlace } from './places/show-place.ts';
import { showPrivate } from './private/private-actions.ts';
import { cameToDoor } from './start-actions.ts';
import { startStore } from './start-store.ts';
import { showView } from './view-store.ts';
import { wireChanged } from './wire-store.ts';

/** Shows the start screen, with the address in its join form; whoever is in rooms stays there. */
export function addressOpened(address: string): void {
  showView('chat');
  void showPlace(undefined);
  startStore.setState({ joinAddress: address, fromLink: true, joinProblem: undefined });
}

/** A flag at the start asked in vain: the form in which the user would have asked says why. */
export function startFailed({ problem, joining }: StartFailure): void {
  if (joining === undefined) return startStore.setState({ hostProblem: problem });
  const joinedOver = rememberedTransport(joining);
  startStore.setState({ joinProblem: problem, joinAddress: joining, joinedOver, fromLink: false });
}

function applyPush(push: Push): void {
  if (isPushOfPlace(push)) return placePushed(push);
  switch (push.kind) {
    case 'places':
      placesPushed(push.changed, push.gone);
      return cameToDoor(push.changed);
    case 'known-rooms':
      return knownRoomsChanged(push.rooms);
    case 'show-private':
      return void showPrivate(push.key, push.conversation);
    case 'show-place':
      showView('chat');
      return void showPlace(push.key);
    case 'settings':
      return appStore.setState({ settings: push.settings });
    case 'encryption':
      return appStore.setState({ encryption: push.state });
    case 'start-failed':
      return startFailed(push.failure);
    case 'recent':
      return appStore.setState({ recentRooms: push.recentRooms });
    case 'close-requested':
      return openDialog({ kind: 'close-window', question: push.question, rooms: push.rooms });
    case 'sound':
      return chime();
    case 'wire':
      return wireChanged(push.state);
    case 'open-address':
      return addressOpened(push.address);
    case 'show-dialog':
      return openDialog({ kind: push.dialog });
    case 'doctor':
      return doctorReported(push);
    case 'found-rooms':
      return foundRoomsChanged(push.changed, push.gone);
    case 'contacts':
      return contactsChanged(push.changed, push.gone);
    case 'key-changes':
      return keyChangesChanged(push.changes);
    case 'subnet-search':
      return searchChanged(push.search);
    default:
      return applyLabPush(push);
  }
}

/** Takes what main said in one drawn frame; React draws it once. */
export function applyPushes(batch: readonly Push[]): void {
  for (const push of batch) applyPush(push);
}
