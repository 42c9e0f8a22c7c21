/** A key or a fingerprint in groups of four digits, as people compare it. */
export function groupedKey(key: string): string {
  return key.replace(/(.{4})(?=.)/g, '$1 ');
}
