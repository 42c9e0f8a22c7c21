/** True for a whole number that is not negative, exactly representable. */
export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** True for a number that JSON can carry back: `1e400` arrives as Infinity, which is no JSON any more. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** True for a string of at most `longest` UTF-16 code units without half a surrogate pair. */
export function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest && value.isWellFormed();
}

/**
 * What a stranger put where a word belongs: text and numbers as they stand, of anything else what kind of thing it is. `String` of lists
 * in lists in lists throws.
 */
export function saidAs(value: unknown, longest: number): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, longest) : typeof value;
}
