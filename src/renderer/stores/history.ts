import { invoke } from '../bridge.ts';
import { withOlder } from './conversation/conversation.ts';
import { roomStore } from './room-store.ts';

/** Events asked for at a time: some screens' worth, and one IPC message of modest size. */
export const PAGE_EVENTS = 200;

async function loadPage(before: number): Promise<void> {
  const { generation, copy } = roomStore.getState().conversation;
  roomStore.setState({ loadingOlder: true });
  const page = await invoke('room:history', { before, limit: PAGE_EVENTS }).catch(() => undefined);
  const { conversation } = roomStore.getState();
  if (conversation.generation !== generation || conversation.copy !== copy) return;
  // A page that failed to load is no sign of the log's beginning: the next scroll asks again.
  roomStore.setState({
    loadingOlder: false,
    conversation: page ? withOlder(conversation, page) : { ...conversation, loaded: true },
  });
}

/** Loads the log's end, on entering a room whose newest event is `newest`. */
export function loadNewest(newest: number): Promise<void> {
  return loadPage(newest + 1);
}

/** Loads the page before the oldest event shown, unless it is under way or there is none. */
export async function loadOlder(): Promise<void> {
  const { conversation, loadingOlder } = roomStore.getState();
  if (loadingOlder || !conversation.loaded || conversation.reachedStart || conversation.oldest <= 1) return;
  await loadPage(conversation.oldest);
}
