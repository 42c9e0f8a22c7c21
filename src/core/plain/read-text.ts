import { decodeText, isUtf8 } from '../decode-text.ts';

/** Arrow keys and the like: what a terminal sends for keys that write nothing (ECMA-48, section 5.4). */
const KEY_SEQUENCE = /\u001b(?:\[[0-?]*[ -/]*[@-~]|O[ -~])/g;
const ERASING = /[\b\u007f]/;
/** C0 control characters other than tab, and C1: what is left of them makes the bytes no text. */
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/;
/** UTF-8's first bytes of characters of two, three and four bytes (RFC 3629, section 3). */
const FIRST_NOT_ASCII = 0x80;
const FIRST_LEAD = 0xc0;
const FIRST_LEAD_OF_THREE = 0xe0;
const FIRST_LEAD_OF_FOUR = 0xf0;
const UTF8_BYTES_MAX = 4;
const HAN = /\p{Script=Han}/u;

/** True for a text with Chinese characters in it. */
export function isChinese(text: string): boolean {
  return HAN.test(text);
}

/**
 * Reads what a plain guest sent as one line, without its line end: UTF-8, or GB18030 (and with it GBK and GB2312),
 * which is tried when the bytes are no UTF-8. A byte order mark, zeros at the end and keys that write nothing are
 * dropped; backspaces erase.
 * @returns undefined when the bytes are neither, or hold control characters
 */
export function readText(bytes: Uint8Array): string | undefined {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  const raw = decodeText(bytes.subarray(0, end));
  if (raw === undefined) return undefined;
  const text = erase(raw.replace(KEY_SEQUENCE, ''));
  return CONTROL.test(text) ? undefined : text;
}

/** Lets each backspace take back the character before it, as a terminal shows it. */
function erase(text: string): string {
  if (!ERASING.test(text)) return text;
  const kept: string[] = [];
  for (const character of text) {
    if (ERASING.test(character)) kept.pop();
    else kept.push(character);
  }
  return kept.join('');
}

/** True when the bytes are no text yet, or are UTF-8 but for a character at their end that more bytes would complete. */
export function endsWithinCharacter(bytes: Uint8Array): boolean {
  if (decodeText(bytes) === undefined) return true;
  const unfinished = unfinishedBytes(bytes);
  return unfinished > 0 && isUtf8(bytes.subarray(0, bytes.length - unfinished));
}

/** Bytes at the end that begin a UTF-8 character without ending it, at most 3; 0 for other bytes. */
function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(UTF8_BYTES_MAX - 1, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < FIRST_NOT_ASCII) return 0;
    if (byte >= FIRST_LEAD) return back < lengthBehind(byte) ? back : 0;
  }
  return 0;
}

/** Length of the UTF-8 character that begins with this byte. */
function lengthBehind(lead: number): number {
  if (lead >= FIRST_LEAD_OF_FOUR) return 4;
  return lead >= FIRST_LEAD_OF_THREE ? 3 : 2;
}
