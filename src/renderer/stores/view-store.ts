import { createStore } from 'zustand/vanilla';
import { scrolled } from './conversation/unread.ts';
import { shownRoom } from './places/open-places.ts';

/** What the window is used for right now; the rail at its edge chooses. */
export type View = 'chat' | 'lab' | 'doctor';

export interface ViewStore {
  readonly view: View;
}

export const viewStore = createStore<ViewStore>(() => ({ view: 'chat' }));

/** Whoever looks elsewhere reads nothing in the room: what comes meanwhile counts as unread until they are back. */
export function showView(view: View): void {
  if (view === viewStore.getState().view) return;
  viewStore.setState({ view });
  if (view !== 'chat') shownRoom().setState(({ unread }) => ({ unread: scrolled(unread, false) }));
}
