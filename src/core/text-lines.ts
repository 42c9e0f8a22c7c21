import { Utf16ToUtf8, utf16Of } from './decode-text.ts';
import { joinBytes } from './join-bytes.ts';
import { readText } from './plain/read-text.ts';

/** A line of a text, or why there is none: it is no text, it is too long, or all of it is a program, picture or the like. */
export type TextLine = { readonly text: string } | { readonly skipped: 'unreadable' | 'too-long' | 'binary' };

/** Bytes of a line; the longest message that a room takes fits in. */
export const TEXT_LINE_BYTES = 65_536;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** The start of a text by which its encoding is known: a byte order mark. */
const MARK_BYTES = 2;
/** Bytes by which a file that is no text is known; what comes from a keyboard is shorter. */
const BINARY_BYTES = 512;
const FIRST_PRINTABLE = 0x20;
/** Zero, backspace, tab, line feed, form feed, carriage return, escape: what texts may hold. */
const TEXT_CONTROLS: ReadonlySet<number> = new Set([0x00, 0x08, 0x09, 0x0a, 0x0c, 0x0d, 0x1b]);
const NOTHING = new Uint8Array(0);

/**
 * The lines of a file or terminal, whatever their encoding: UTF-8, GB18030, or UTF-16. Ends are those of all systems. A line
 * that is too long is passed over up to its end, so that what waits is bounded by {@link TEXT_LINE_BYTES} and what was
 * given in one piece.
 */
export class TextLines {
  #converter: Utf16ToUtf8 | undefined;
  #isBegun = false;
  /** What came and was not looked at yet. */
  #bytes: Uint8Array = NOTHING;
  /** The line whose end has not come. */
  #rest: Uint8Array = NOTHING;
  #isSkipping = false;
  #isAfterReturn = false;
  #isEnded = false;
  /** It is no text at all; then it is said once. */
  #binary: 'no' | 'yes' | 'told' = 'no';

  /** Bytes that {@link next} makes lines of. */
  get waiting(): number {
    return this.#bytes.length;
  }

  /** Takes a piece of the text, which is the caller's again afterwards. */
  push(bytes: Uint8Array): void {
    this.#bytes = joinBytes([this.#bytes, this.#toUtf8(bytes, false)]);
  }

  /** Nothing follows: what has no line end is a line. */
  end(): void {
    this.#bytes = joinBytes([this.#bytes, this.#toUtf8(NOTHING, true)]);
    this.#isEnded = true;
  }

  /** @returns the next line; undefined while none is whole */
  next(): TextLine | undefined {
    if (this.#binary !== 'no') {
      const isTold = this.#binary === 'told';
      this.#binary = 'told';
      return isTold ? undefined : BINARY;
    }
    while (this.#bytes.length > 0) {
      const at = lineEnd(this.#bytes);
      const part = at === -1 ? this.#bytes : this.#bytes.subarray(0, at);
      const isSecondHalf = this.#isAfterReturn && at === 0 && this.#bytes[0] === LINE_FEED;
      this.#isAfterReturn = this.#bytes[at] === CARRIAGE_RETURN;
      this.#bytes = at === -1 ? NOTHING : this.#bytes.subarray(at + 1);
      if (isSecondHalf) continue;
      const isTooLong = this.#keep(part);
      const isPassedOver = this.#isSkipping;
      if (at !== -1) this.#isSkipping = false;
      if (isTooLong) return TOO_LONG;
      if (at !== -1 && !isPassedOver) return this.#takeLine();
    }
    return this.#isEnded && this.#rest.length > 0 ? this.#takeLine() : undefined;
  }

  #toUtf8(bytes: Uint8Array, isEnd: boolean): Uint8Array {
    if (this.#binary !== 'no') return NOTHING;
    if (this.#isBegun) return this.#converter ? this.#converter.convert(bytes, isEnd) : bytes;
    const start = joinBytes([this.#rest, bytes]);
    // A single byte says nothing yet, unless nothing follows.
    if (start.length < MARK_BYTES && !isEnd) {
      this.#rest = start;
      return NOTHING;
    }
    this.#isBegun = true;
    this.#rest = NOTHING;
    const utf16 = utf16Of(start);
    if (!utf16 && isBinary(start)) {
      this.#binary = 'yes';
      return NOTHING;
    }
    this.#converter = utf16 && new Utf16ToUtf8(utf16);
    return this.#converter ? this.#converter.convert(start, isEnd) : start;
  }

  /** @returns true when the line has just become too long */
  #keep(part: Uint8Array): boolean {
    if (this.#isSkipping || part.length === 0) return false;
    this.#isSkipping = this.#rest.length + part.length > TEXT_LINE_BYTES;
    this.#rest = this.#isSkipping ? NOTHING : joinBytes([this.#rest, part]);
    return this.#isSkipping;
  }

  #takeLine(): TextLine {
    const text = readText(this.#rest);
    this.#rest = NOTHING;
    return text === undefined ? { skipped: 'unreadable' } : { text };
  }
}

/** Where the first line ends; -1 for nowhere. A loop is several times faster here than a call for each byte. */
function lineEnd(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === LINE_FEED || bytes[at] === CARRIAGE_RETURN) return at;
  }
  return -1;
}

/** Programs, pictures and archives begin with zeros and other control characters, lines of them may read as anything. */
function isBinary(start: Uint8Array): boolean {
  const isControl = (byte: number) => byte < FIRST_PRINTABLE && !TEXT_CONTROLS.has(byte);
  return start.length >= BINARY_BYTES && start.includes(0) && start.some(isControl);
}

const TOO_LONG: TextLine = { skipped: 'too-long' };
const BINARY: TextLine = { skipped: 'binary' };
