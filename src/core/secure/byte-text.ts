const HEX = /^(?:[0-9a-f]{2})*$/;
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BASE64_CODES = Uint8Array.from(BASE64, (character) => character.charCodeAt(0));
const HEX_CODES = Uint8Array.from('0123456789abcdef', (character) => character.charCodeAt(0));
const BASE64_VALUES: ReadonlyMap<string, number> = new Map([...BASE64].map((character, value) => [character, value]));
const BASE64_BITS = 6;
const BYTE_BITS = 8;
/** Makes texts in one piece: one that grows by a character at a time takes 20 bytes for each of them as long as it is kept. */
const ascii = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** Bytes as hex digits in lower case. */
export function hexText(bytes: Uint8Array): string {
  const codes = new Uint8Array(2 * bytes.length);
  let at = 0;
  for (const byte of bytes) {
    codes[at] = HEX_CODES[byte >> 4] as number;
    codes[at + 1] = HEX_CODES[byte & 15] as number;
    at += 2;
  }
  return ascii.decode(codes);
}

/** The bytes of hex digits in lower case; undefined where it is anything else. */
export function hexBytes(text: string): Uint8Array | undefined {
  if (!HEX.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));
}

/** Bytes as base64url without padding (RFC 4648, section 5). */
export function base64Text(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil((bytes.length * BYTE_BITS) / BASE64_BITS));
  let at = 0;
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << BYTE_BITS) | byte;
    bits += BYTE_BITS;
    while (bits >= BASE64_BITS) {
      bits -= BASE64_BITS;
      codes[at] = BASE64_CODES[(held >> bits) & 63] as number;
      at += 1;
    }
    held &= (1 << bits) - 1;
  }
  if (bits > 0) codes[at] = BASE64_CODES[(held << (BASE64_BITS - bits)) & 63] as number;
  return ascii.decode(codes);
}

/** The bytes of base64url without padding; undefined where it is anything else, or not the one way to write these bytes. */
export function base64Bytes(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * BASE64_BITS) / BYTE_BITS));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const character of text) {
    const value = BASE64_VALUES.get(character);
    if (value === undefined) return undefined;
    held = (held << BASE64_BITS) | value;
    bits += BASE64_BITS;
    if (bits >= BYTE_BITS) {
      bits -= BYTE_BITS;
      bytes[at] = held >> bits;
      at += 1;
    }
    held &= (1 << bits) - 1;
  }
  return bits < BASE64_BITS && held === 0 ? bytes : undefined;
}
