/** Longest thing that is searched for, in bytes. */
const NEEDLE_MOST = 256;

/**
 * Reads what somebody wants to find: a text, in UTF-8, or hex digits with or without spaces between them.
 * @returns undefined for what is empty, too long, or no hex
 */
export function readNeedle(text: string, isHex: boolean): Uint8Array | undefined {
  const bytes = isHex ? hexBytes(text) : new TextEncoder().encode(text);
  return bytes === undefined || bytes.length === 0 || bytes.length > NEEDLE_MOST ? undefined : bytes;
}

function hexBytes(text: string): Uint8Array | undefined {
  const digits = text.replaceAll(/(^|[\s,:])0x|[\s,:]/gi, '');
  if (digits.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
