/** Which line of a list a key leads to. */

/** @returns the index, or undefined where the key moves nothing */
export function movedIndex(key: string, at: number, length: number, page = 8): number | undefined {
  if (length === 0) return undefined;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: length }[key];
  if (to === undefined) return undefined;
  return Math.max(0, Math.min(length - 1, at === -1 && key === 'ArrowUp' ? length - 1 : to));
}

interface PressedKey {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  preventDefault(): void;
}

/** The element that a key leads to from the focused one of a list; the key is used up then. */
export function movedFocus(rows: readonly HTMLElement[], event: PressedKey): HTMLElement | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey) return undefined;
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const to = at === -1 ? undefined : movedIndex(event.key, at, rows.length);
  if (to === undefined) return undefined;
  event.preventDefault();
  return rows[to];
}
