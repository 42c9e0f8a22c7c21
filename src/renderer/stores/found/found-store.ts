import { createStore } from 'zustand/vanilla';
import type { FoundRoom, SubnetSearch } from '../../../shared/discovery/found-room.ts';
import type { Problem } from '../../../shared/error-codes.ts';
import { arrange, type FoundRow, nextFade } from './found-rows.ts';

export interface FoundStore {
  /** The rooms that are here, by their keys. */
  readonly rooms: ReadonlyMap<string, FoundRoom>;
  /** The same as the list shows them. */
  readonly rows: readonly FoundRow[];
  /** Somebody points at the list: no line moves. */
  readonly isHeld: boolean;
  /** Those who are here may not all have answered yet. */
  readonly isLooking: boolean;
  /** The subnets of this computer that can be searched. */
  readonly subnets: readonly string[];
  readonly search: SubnetSearch | undefined;
  /** Why the last search did not begin. */
  readonly searchProblem: Problem | undefined;
}

export const foundStore = createStore<FoundStore>(() => ({
  rooms: new Map(),
  rows: [],
  isHeld: false,
  isLooking: true,
  subnets: [],
  search: undefined,
  searchProblem: undefined,
}));

let fading: ReturnType<typeof setTimeout> | undefined;

/** Arranges the list anew, and again when the next line has faded. */
function rearrange(change: Partial<FoundStore>): void {
  const { rows, rooms, isHeld } = { ...foundStore.getState(), ...change };
  const now = performance.now();
  const next = arrange(rows, rooms.values(), { now, isHeld });
  foundStore.setState({ ...change, rows: next });
  clearTimeout(fading);
  const due = isHeld ? undefined : nextFade(next);
  if (due !== undefined) fading = setTimeout(() => rearrange({}), Math.max(0, due - now) + 1);
}

/** Takes rooms that are new or changed, and the keys of those that went. */
export function foundRoomsChanged(changed: readonly FoundRoom[], gone: readonly string[]): void {
  const rooms = new Map(foundStore.getState().rooms);
  for (const key of gone) rooms.delete(key);
  for (const room of changed) rooms.set(room.key, room);
  rearrange({ rooms });
}

/** Takes the whole list. */
export function foundRoomsListed(list: readonly FoundRoom[]): void {
  rearrange({ rooms: new Map(list.map((room) => [room.key, room])) });
}

/** Holds the lines where they are, while somebody points at them, or lets them go. */
export function holdFound(isHeld: boolean): void {
  if (isHeld !== foundStore.getState().isHeld) rearrange({ isHeld });
}

/** Takes how a search goes on; one that another has followed says nothing any more. */
export function searchChanged(search: SubnetSearch): void {
  const known = foundStore.getState().search;
  if (known === undefined || search.search >= known.search) foundStore.setState({ search });
}
