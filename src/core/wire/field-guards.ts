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
