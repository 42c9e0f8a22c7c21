import { Utf16ToUtf8, utf16Of } from '../decode-text.ts';
import { type TelnetChunk, TelnetFilter } from './telnet.ts';

/** Bytes without a mark by which UTF-16 is known: less may be single characters of C, each with its zero. */
const MARKLESS_BYTES = 8;
const FIRST_BYTE = 0xff;
const NOTHING = new Uint8Array(0);

/**
 * Whether a stream of text is UTF-16, as programs on Windows send it. A mark of little-endian UTF-16 looks like a command of
 * telnet; behind it stands an ASCII character, where telnet has no zero.
 */
export function isUtf16(first: Uint8Array): boolean {
  const encoding = utf16Of(first);
  if (encoding === undefined) return false;
  const hasMark = first[0] === FIRST_BYTE || first[1] === FIRST_BYTE;
  if (!hasMark) return first.length >= MARKLESS_BYTES;
  // No character is ffff, but a length of -2 is.
  return encoding === 'utf-16be' ? first[2] !== FIRST_BYTE : first[2] !== 0 && first[3] === 0;
}

/** What a peer sends, in whichever way it writes text, as bytes that hold text alone. */
export class PeerText {
  readonly #telnet = new TelnetFilter();
  readonly #utf16: Utf16ToUtf8 | undefined;

  /** @param first what came first, and is given to {@link filter} as well */
  constructor(first: Uint8Array) {
    const encoding = isUtf16(first) ? utf16Of(first) : undefined;
    this.#utf16 = encoding && new Utf16ToUtf8(encoding);
  }

  /** See {@link TelnetFilter.filter}. */
  filter(chunk: Uint8Array): TelnetChunk {
    return this.#utf16 ? { text: this.#utf16.convert(chunk, false), answer: NOTHING } : this.#telnet.filter(chunk);
  }
}
