import { LENGTH_SIZE } from '../wire/constants.ts';
import { isTelnetCommand, TELNET_IAC } from './telnet.ts';

/** What a peer speaks: frames, or text as a plain guest. */
export type Speech = 'frames' | 'text';

const NUL = 0x00;
const FIRST_PRINTABLE = 0x20;
/** Backspace, tab, line feed, carriage return and escape: the control characters that a terminal sends. */
const TERMINAL_CONTROLS: ReadonlySet<number> = new Set([0x08, 0x09, 0x0a, 0x0d, 0x1b]);

/**
 * Tells by its first bytes what a peer speaks. A frame begins with a length up to 65,535: its third and fourth byte
 * are zero. What begins neither so nor like text (it holds control characters, or the byte ff outside of a telnet
 * command) counts as a frame that is broken, so that whoever wrote it is told what is wrong with it.
 * @param first at least the first four bytes, or all that came so far
 * @returns undefined while one more byte could make either of them
 */
export function speechOf(first: Uint8Array): Speech | undefined {
  if (first.length >= LENGTH_SIZE) {
    if (first[2] === NUL && first[3] === NUL) return 'frames';
    return looksLikeText(first.subarray(0, LENGTH_SIZE)) ? 'text' : 'frames';
  }
  // With a third byte other than zero no valid frame can begin any more.
  return first.length === LENGTH_SIZE - 1 && first[2] !== NUL && looksLikeText(first) ? 'text' : undefined;
}

/** The same when nothing more came in time, or ever will. */
export function speechAtLast(first: Uint8Array): Speech {
  // C programs like to send the zero behind a string as well.
  const text = first.at(-1) === NUL ? first.subarray(0, -1) : first;
  return !text.includes(NUL) && looksLikeText(text) ? 'text' : 'frames';
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
