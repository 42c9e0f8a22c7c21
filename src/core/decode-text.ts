const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
let gb18030: { decode(bytes: Uint8Array): string } | undefined;

/** Nearly any bytes are some GB18030; characters that nobody assigned tell that they were never meant as text. */
const UNLIKELY = /[\p{Co}\p{Cn}]/u;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Share of a text's characters that are ASCII where nothing else tells UTF-16. */
const MOSTLY = 0.6;
/** Bytes that are enough to know an encoding. */
const LOOKED_AT = 4_096;

/** The two orders of bytes in UTF-16. */
export type Utf16 = 'utf-16le' | 'utf-16be';

/**
 * Bytes as the text that they are: UTF-8, or GB18030 (and with it GBK and GB2312), which is tried when they are no
 * UTF-8. A byte order mark is dropped.
 * @returns undefined when they are neither
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return decodeChinese(bytes);
  }
}

/** Whether the bytes are whole characters of UTF-8. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    utf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * Knows UTF-16 by its byte order mark, or by zeros that stand beside every other byte only, as they do in text that is
 * mostly ASCII or has the line ends of Windows.
 * @param start the first bytes of a text, or all of it
 */
export function utf16Of(start: Uint8Array): Utf16 | undefined {
  const [first, second] = start;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (isMarkless(start, 1)) return 'utf-16le';
  return isMarkless(start, 0) ? 'utf-16be' : undefined;
}

/** @param side 1 when the half that is zero in ASCII comes second */
function isMarkless(start: Uint8Array, side: 0 | 1): boolean {
  const units = Math.floor(Math.min(start.length, LOOKED_AT) / 2);
  let zeros = 0;
  let isAfterReturn = false;
  let hasWindowsEnd = false;
  for (let unit = 0; unit < units; unit += 1) {
    const low = start[2 * unit + 1 - side];
    if (low === 0) return false;
    const isAscii = start[2 * unit + side] === 0;
    if (isAscii) zeros += 1;
    hasWindowsEnd ||= isAscii && isAfterReturn && low === LINE_FEED;
    isAfterReturn = isAscii && low === CARRIAGE_RETURN;
  }
  // The strings of C have zeros too, but one each.
  return zeros >= 2 && (zeros >= MOSTLY * units || hasWindowsEnd);
}

/** A platform without the tables of GB18030 (`small-icu`) refuses to make the decoder: nothing is GB18030 there. */
function decodeChinese(bytes: Uint8Array): string | undefined {
  try {
    gb18030 ??= new TextDecoder('gb18030', { fatal: true, ignoreBOM: false });
    const text = gb18030.decode(bytes);
    return UNLIKELY.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Makes UTF-8 of UTF-16 that may be cut anywhere; halves of surrogate pairs become replacement characters. */
export class Utf16ToUtf8 {
  readonly #decoder: { decode(bytes: Uint8Array, options: { stream: boolean }): string };
  readonly #encoder = new TextEncoder();

  constructor(encoding: Utf16) {
    this.#decoder = new TextDecoder(encoding, { fatal: false, ignoreBOM: false });
  }

  /** @param isEnd nothing follows */
  convert(bytes: Uint8Array, isEnd: boolean): Uint8Array {
    return this.#encoder.encode(this.#decoder.decode(bytes, { stream: !isEnd }));
  }
}
