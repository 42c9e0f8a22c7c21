import { invoke } from '../bridge.ts';
import { withOlder } from './conversation/conversation.ts';
import { type OpenPlace, placeShown } from './places/open-places.ts';

/** Events asked for at a time: some screens' worth, and one IPC message of modest size. */
export const PAGE_EVENTS = 200;

async function loadPage({ key, room }: OpenPlace, before: number): Promise<void> {
  const { generation, copy } = room.getState().conversation;
  room.setState({ loadingOlder: true });
  const page = await invoke('room:history', { key, before, limit: PAGE_EVENTS }).catch(() => undefined);
  const { conversation } = room.getState();
  if (conversation.generation !== generation || conversation.copy !== copy) return;
  // A page that failed to load is no sign of the log's beginning: the next scroll asks again.
  room.setState({
    loadingOlder: false,
    conversation: page ? withOlder(conversation, page) : { ...conversation, loaded: true },
  });
}

/** Loads the log's end, on opening a place whose newest event is `newest`. */
export function loadNewest(place: OpenPlace, newest: number): Promise<void> {
  return loadPage(place, newest + 1);
}

/** Loads the page before the oldest event of the place that is shown, unless it is under way or there is none. */
export async function loadOlder(): Promise<void> {
  const place = placeShown();
  const { conversation, loadingOlder } = place.room.getState();
  if (loadingOlder || !conversation.loaded || conversation.reachedStart || conversation.oldest <= 1) return;
  await loadPage(place, conversation.oldest);
}
