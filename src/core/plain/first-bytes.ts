import { LENGTH_SIZE } from '../wire/constants.ts';
import { isUtf16 } from './peer-text.ts';
import { isTelnetCommand, TELNET_IAC } from './telnet.ts';

/** What a peer speaks: frames, or text as a plain guest. */
export type Speech = 'frames' | 'text';

const NUL = 0x00;
const FIRST_PRINTABLE = 0x20;
const BRACE = 0x7b;
/** Backspace, tab, line feed, carriage return and escape: the control characters that a terminal sends. */
const TERMINAL_CONTROLS: ReadonlySet<number> = new Set([0x08, 0x09, 0x0a, 0x0d, 0x1b]);
/** What JSON allows before an object (RFC 8259, section 2). */
const JSON_BLANKS: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d, 0x20]);
/** Bytes after which nobody waits for a header behind blanks any more. */
const BLANKS_MOST = 64;

/**
 * Tells by its first bytes what a peer speaks. A frame begins with a length up to 65,535, so that its third and fourth
 * byte are zero, and goes on with the brace of its header. Text in front of zeros, as programs in C send it, has such
 * zeros too, but no brace behind them. What begins neither so nor like text (it holds control characters, or the byte
 * ff outside of a telnet command) counts as a frame that is broken, so that whoever wrote it is told what is wrong with it.
 * @param first all that came so far, or at least the first {@link BLANKS_MOST} bytes of it
 * @returns undefined while more bytes could make either of them
 */
export function speechOf(first: Uint8Array): Speech | undefined {
  const [, , third, fourth] = first;
  if (first.length < LENGTH_SIZE) {
    // With a third byte other than zero no valid frame can begin any more.
    return first.length === LENGTH_SIZE - 1 && third !== NUL && looksLikeText(first) ? 'text' : undefined;
  }
  if (third === NUL && fourth === NUL) return speechBehindLength(first);
  if (isUtf16(first)) return 'text';
  return looksLikeText(first.subarray(0, LENGTH_SIZE)) ? 'text' : 'frames';
}

/**
 * The same when nothing more came in time, or ever will.
 * @param isEnd the peer sends no more
 */
export function speechAtLast(first: Uint8Array, isEnd: boolean): Speech {
  const text = withoutZeros(first);
  // One character and some zeros: more likely a header's length, and the header is late.
  if (!isEnd && text.length === 1 && first.length >= LENGTH_SIZE - 1) return 'frames';
  return text.length > 0 && !text.includes(NUL) && looksLikeText(text) ? 'text' : 'frames';
}

/** @param first two bytes, two zeros, and what came behind them */
function speechBehindLength(first: Uint8Array): Speech | undefined {
  const behind = first.subarray(LENGTH_SIZE, BLANKS_MOST);
  const next = behind.find((byte) => !JSON_BLANKS.has(byte));
  if (next === BRACE) return 'frames';
  const text = withoutZeros(first.subarray(0, 2));
  // A length of zero is wrong whatever follows, but more zeros are a buffer of C that nobody wrote into.
  if (text.length === 0) return behind[0] === NUL ? 'text' : 'frames';
  if (!looksLikeText(text)) return next === undefined && first.length < BLANKS_MOST ? undefined : 'frames';
  if (next === undefined) return first.length < BLANKS_MOST ? undefined : 'text';
  // A single character and three zeros are the length of something short that is no header, unless more zeros follow.
  return text.length > 1 || behind[0] === NUL ? 'text' : 'frames';
}

function withoutZeros(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === NUL) end -= 1;
  return bytes.subarray(0, end);
}

function looksLikeText(bytes: Uint8Array): boolean {
  return bytes[0] !== NUL && bytes.every((byte, at) => isTextByte(byte, bytes[at + 1], bytes[at - 1]));
}

function isTextByte(byte: number, next: number | undefined, before: number | undefined): boolean {
  // The option that follows a telnet command may be any byte.
  if (before !== undefined && before !== TELNET_IAC && isTelnetCommand(before) && byte < FIRST_PRINTABLE) return true;
  if (byte === TELNET_IAC) return next === undefined || isTelnetCommand(next);
  return byte >= FIRST_PRINTABLE || byte === NUL || TERMINAL_CONTROLS.has(byte);
}
