/** What of a keyboard event decides whether it sends. */
export interface ComposerKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/** Key code of every key that an input method takes for itself (UI Events, section on `keydown` during composition). */
const PROCESSED_BY_INPUT_METHOD = 229;

/** Enter sends, Shift+Enter does not; the Enter that ends an input method's composition never does. */
export function sendsMessage(event: ComposerKey): boolean {
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === PROCESSED_BY_INPUT_METHOD) return false;
  return !event.shiftKey && !event.altKey && !event.metaKey;
}

/** Characters left at which the counter appears. */
const COUNTER_FROM = 500;

/** Characters left of `limit`, negative when over; undefined while there is plenty. */
export function charactersLeft(length: number, limit: number): number | undefined {
  const left = limit - length;
  return left <= COUNTER_FROM ? left : undefined;
}
