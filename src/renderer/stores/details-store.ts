import { createStore } from 'zustand/vanilla';
import type { Problem } from '../../shared/error-codes.ts';
import type { PersonDetails, RoomDetails } from '../../shared/places/details-contract.ts';
import type { Forgetting, PlaceKey } from '../../shared/places/place-models.ts';
import { attempt } from '../bridge.ts';
import { openDialog } from './dialog-store.ts';

/** What main told last of the room and the person that the window shows the details of. */
export interface DetailsStore {
  readonly room: RoomDetails | undefined;
  readonly person: PersonDetails | undefined;
  /** What would go with the room that is about to be forgotten. */
  readonly forgetting: Forgetting | undefined;
  /** Where the conversation was written to. */
  readonly exported: string | undefined;
  readonly isExporting: boolean;
  readonly problem: Problem | undefined;
}

const NOTHING: DetailsStore = {
  room: undefined,
  person: undefined,
  forgetting: undefined,
  exported: undefined,
  isExporting: false,
  problem: undefined,
};

export const detailsStore = createStore<DetailsStore>(() => NOTHING);

/** Counts up with each question, so that an answer to an older one is let go by. */
let asked = 0;

/** Begins anew with nothing known. @returns whether an answer that comes now is still wanted */
function ask(): () => boolean {
  asked += 1;
  const mine = asked;
  detailsStore.setState(NOTHING);
  return () => mine === asked;
}

export async function loadRoomDetails(key: PlaceKey): Promise<void> {
  const isWanted = ask();
  const result = await attempt('details:room', { key });
  if (isWanted()) detailsStore.setState(result.ok ? { room: result.value } : { problem: result.problem });
}

export async function loadPerson(key: PlaceKey, member: string, nick: string): Promise<void> {
  const isWanted = ask();
  const result = await attempt('details:person', { key, member, nick });
  if (isWanted()) detailsStore.setState(result.ok ? { person: result.value } : { problem: result.problem });
}

/** Asks where to, and writes the conversation there. */
export async function exportConversation(key: PlaceKey): Promise<void> {
  detailsStore.setState({ isExporting: true, exported: undefined, problem: undefined });
  const result = await attempt('details:export', { key });
  detailsStore.setState({
    isExporting: false,
    exported: result.ok ? result.value : undefined,
    problem: result.ok ? undefined : result.problem,
  });
}

/** Asks before a room is forgotten, with what would go with it. */
export async function askToForget(key: PlaceKey): Promise<void> {
  const isWanted = ask();
  openDialog({ kind: 'forget-room', room: key });
  const result = await attempt('places:forgetting', { key });
  if (isWanted()) detailsStore.setState(result.ok ? { forgetting: result.value } : { problem: result.problem });
}
