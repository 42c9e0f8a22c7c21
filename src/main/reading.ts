import type { PlaceKey } from '../shared/places/place-models.ts';

/** Which conversation somebody has before their eyes. */
export interface Reading {
  /** The window shows the end of a conversation, or no more. */
  told(key: PlaceKey, isReading: boolean): void;
  /** The window got the focus, or lost it. */
  focusChanged(): void;
  /** Undefined while nobody looks at any. */
  readonly key: PlaceKey | undefined;
}

/**
 * A page can't know all of it: its document may hold the focus of a window that is hidden or behind another.
 * @param hasFocus of the window
 * @param changed hears of each change, the end of reading one place before the beginning of the next
 */
export function createReading(hasFocus: () => boolean, changed: (key: PlaceKey, isReading: boolean) => void): Reading {
  let shown: PlaceKey | undefined;
  let read: PlaceKey | undefined;
  const settle = () => {
    const now = hasFocus() ? shown : undefined;
    if (now === read) return;
    const before = read;
    read = now;
    if (before !== undefined) changed(before, false);
    if (now !== undefined) changed(now, true);
  };
  return {
    told: (key, isReading) => {
      if (isReading) shown = key;
      else if (shown === key) shown = undefined;
      settle();
    },
    focusChanged: settle,
    get key() {
      return read;
    },
  };
}
