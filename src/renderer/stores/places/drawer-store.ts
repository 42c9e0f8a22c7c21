import { createStore } from 'zustand/vanilla';

/** Whether the sidebar lies above a narrow window. */
export const drawerStore = createStore<{ readonly isOpen: boolean }>(() => ({ isOpen: false }));

export function openDrawer(): void {
  drawerStore.setState({ isOpen: true });
}

export function closeDrawer(): void {
  drawerStore.setState({ isOpen: false });
}
