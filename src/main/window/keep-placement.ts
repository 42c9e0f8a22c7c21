import { type BrowserWindow, screen } from 'electron';
import { WINDOW_LIMITS } from '../window-limits.ts';
import { type Placement, placementFor, remembered } from './placement.ts';
import type { PlacementFile } from './placement-file.ts';

/** Where the window is to be now. */
export function firstPlacement(file: PlacementFile): Placement | undefined {
  return placementFor(file.read(), screen.getAllDisplays());
}

/**
 * Writes down where the window is whenever it was moved, and moves it where it was, in sight, when displays come or go.
 * @returns its own end
 */
export function keepPlacement(window: BrowserWindow, file: PlacementFile): () => void {
  let timer: NodeJS.Timeout | undefined;
  let displays = screen.getAllDisplays();
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    if (window.isDestroyed() || window.isMinimized()) return;
    const placement = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
    file.write(remembered(file.read(), displays, placement));
  };
  const moved = () => {
    clearTimeout(timer);
    timer = setTimeout(write, WINDOW_LIMITS.stillMs);
  };
  const rearranged = () => {
    // What the system did with the window meanwhile counts for neither arrangement.
    clearTimeout(timer);
    displays = screen.getAllDisplays();
    const placement = placementFor(file.read(), displays);
    if (placement !== undefined && !window.isDestroyed() && !window.isMaximized()) window.setBounds(placement.bounds);
  };
  window.on('move', moved);
  window.on('resize', moved);
  window.on('maximize', moved);
  window.on('unmaximize', moved);
  window.on('close', write);
  screen.on('display-added', rearranged);
  screen.on('display-removed', rearranged);
  screen.on('display-metrics-changed', rearranged);
  return () => {
    clearTimeout(timer);
    screen.off('display-added', rearranged);
    screen.off('display-removed', rearranged);
    screen.off('display-metrics-changed', rearranged);
  };
}
