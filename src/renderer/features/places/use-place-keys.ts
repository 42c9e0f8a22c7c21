import { useEffect } from 'react';
import { goToNeighbour, goToPosition } from '../../stores/places/place-moves.ts';
import { viewStore } from '../../stores/view-store.ts';

/** @returns whether the key was one of these */
function pressed({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  const command = ctrlKey || metaKey;
  if (command && !altKey && !shiftKey && /^[1-9]$/.test(key)) return goToPosition(Number(key));
  if (ctrlKey && !altKey && key === 'Tab') {
    goToNeighbour(shiftKey ? -1 : 1);
    return true;
  }
  if (!altKey || command || shiftKey || viewStore.getState().view !== 'chat') return false;
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return false;
  goToNeighbour(key === 'ArrowUp' ? -1 : 1);
  return true;
}

/** Ctrl or ⌘ with 1 to 9 goes to a place, Ctrl+Tab and Alt with an arrow to the next one. */
export function usePlaceKeys(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && pressed(event)) event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
