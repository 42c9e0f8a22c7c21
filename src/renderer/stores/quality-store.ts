import { createStore } from 'zustand/vanilla';
import { invoke } from '../bridge.ts';
import { placeShown } from './places/open-places.ts';
import { NOTHING_MEASURED, type Quality, withReading } from './quality/samples.ts';

/** How the link is doing, as far back as the panel shows it. */
export const qualityStore = createStore<Quality>(() => NOTHING_MEASURED);

/** How often main is asked, in milliseconds. */
const POLL_MS = 1_000;

/** Another place is shown, or none: what was measured is of no interest any more. */
export function forgetQuality(): void {
  qualityStore.setState(NOTHING_MEASURED, true);
}

async function measure(isWatched: () => boolean): Promise<void> {
  const { key } = placeShown();
  const quality = await invoke('room:quality', { key }).catch(() => undefined);
  // The time of day as it was when the window opened and went on evenly: a clock that is set must not bend the graphs.
  const at = performance.timeOrigin + performance.now();
  if (isWatched() && placeShown().key === key) qualityStore.setState((before) => withReading(before, { at, quality }));
}

/**
 * Follows the link while somebody looks.
 * @returns stops
 */
export function watchQuality(): () => void {
  let watched = true;
  const isWatched = () => watched;
  void measure(isWatched);
  const timer = setInterval(() => void measure(isWatched), POLL_MS);
  return () => {
    watched = false;
    clearInterval(timer);
  };
}
