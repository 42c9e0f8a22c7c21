import { formatAddress } from '../../../shared/address.ts';
import type { FoundRoom } from '../../../shared/discovery/found-room.ts';
import { attempt, invoke } from '../../bridge.ts';
import { goTo } from '../places/place-moves.ts';
import { placeOf } from '../places/place-of-room.ts';
import { placesStore } from '../places/places-store.ts';
import { joinRoom } from '../start-actions.ts';
import { foundRoomsListed, foundStore, searchChanged } from './found-store.ts';

/** Within this time all that are here have answered, in milliseconds. */
const ANSWERED_MS = 3_000;

let looking: ReturnType<typeof setTimeout> | undefined;

/** Says that it looks until all who are here had their time to answer. */
function look(): void {
  clearTimeout(looking);
  foundStore.setState({ isLooking: true });
  looking = setTimeout(() => foundStore.setState({ isLooking: false }), ANSWERED_MS);
}

/** Asks main for the list, which is pushed from then on, and for the subnets that can be searched. */
export async function loadFound(): Promise<void> {
  look();
  const list = await invoke('discovery:list', undefined).catch(() => undefined);
  if (list) foundRoomsListed(list);
  await learnSubnets();
}

/** Asks everybody again. */
export async function lookAgain(): Promise<void> {
  look();
  await invoke('discovery:refresh', undefined).catch(() => undefined);
  await learnSubnets();
}

async function learnSubnets(): Promise<void> {
  const subnets = await invoke('discovery:subnets', undefined).catch(() => undefined);
  if (subnets) foundStore.setState({ subnets });
}

/** Shows the room where one is in it, else joins it at its best address. */
export async function enterFound(room: FoundRoom): Promise<void> {
  const place = placeOf(placesStore.getState().cards.values(), room);
  const [best] = room.at;
  if (place) return goTo(place.key);
  if (best) await joinRoom(formatAddress({ host: best.address, port: best.port }), undefined, room.id);
}

export async function searchSubnet(subnet: string): Promise<void> {
  foundStore.setState({ searchProblem: undefined });
  const result = await attempt('discovery:search', { subnet });
  if (result.ok) searchChanged(result.value);
  else foundStore.setState({ searchProblem: result.problem });
}

/** Gives up the search that is under way. */
export async function endSearch(): Promise<void> {
  await invoke('discovery:cancel-search', undefined);
}
