import { asciiWords, standsAt, WORD_SIZE } from './byte-words.ts';
import { SAY_ID_MAX } from './constants.ts';

const START = asciiWords('{"type":"say","id":"');
const MIDDLE = asciiWords('","text":"');
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BRACE = 0x7d;
const SPACE = 0x20;
const LAST_PRINTABLE = 0x7e;
/** `"}` behind the text. */
const END_SIZE = 2;
/** The highest bit of each byte of a word. */
const HIGH_BITS = 0x80808080 | 0;

/** Where the two values of a plain `say` stand in `view`; the ends are exclusive. */
export interface PlainSay {
  view: DataView;
  idFrom: number;
  idTo: number;
  textFrom: number;
  textTo: number;
}

const found: PlainSay = { view: new DataView(new ArrayBuffer(0)), idFrom: 0, idTo: 0, textFrom: 0, textTo: 0 };

/** A byte that stands for itself in JSON text: printable ASCII, no quote and no backslash. */
function isPlain(byte: number): boolean {
  return byte >= SPACE && byte <= LAST_PRINTABLE && byte !== QUOTE && byte !== BACKSLASH;
}

/**
 * The same for the four bytes of a word at once. Subtracting from (or adding to) each byte what it must not be less
 * (or more) than sets its highest bit; bytes that are plain neither borrow nor carry, so that they say nothing of others.
 */
function isPlainWord(word: number): boolean {
  const tooSmall = word - 0x20202020;
  const tooLarge = word + 0x01010101;
  const quote = (word ^ 0x22222222) - 0x01010101;
  const backslash = (word ^ 0x5c5c5c5c) - 0x01010101;
  return ((word | tooSmall | tooLarge | quote | backslash) & HIGH_BITS) === 0;
}

/** Plain, and not only blanks. */
function isPlainText(view: DataView, from: number, to: number): boolean {
  let other = 0;
  let at = from;
  for (; at + WORD_SIZE <= to; at += WORD_SIZE) {
    const word = view.getInt32(at, true);
    if (!isPlainWord(word)) return false;
    other |= word ^ 0x20202020;
  }
  for (; at < to; at += 1) {
    const byte = view.getUint8(at);
    if (!isPlain(byte)) return false;
    other |= byte ^ SPACE;
  }
  return other !== 0;
}

/**
 * Recognises the commonest header of all, `{"type":"say","id":"…","text":"…"}` as `JSON.stringify` writes it with both
 * values in printable ASCII, without parsing it: its text can be copied into the event byte for byte. This is most of
 * what a busy host does. Every other header, also a `say` that is merely written differently, takes the usual road.
 * @param longest limit of the text in characters
 * @returns the offsets, in an object that the next call uses again; undefined when it is not exactly that
 */
export function findPlainSay(view: DataView, from: number, to: number, longest: number): PlainSay | undefined {
  const idFrom = from + START.length;
  if (to - idFrom < MIDDLE.length + END_SIZE || !standsAt(view, from, START)) return undefined;
  const textTo = to - END_SIZE;
  if (view.getUint8(textTo) !== QUOTE || view.getUint8(textTo + 1) !== BRACE) return undefined;
  let idTo = idFrom;
  while (isPlain(view.getUint8(idTo))) idTo += 1;
  const textFrom = idTo + MIDDLE.length;
  if (idTo === idFrom || idTo - idFrom > SAY_ID_MAX || textTo <= textFrom || textTo - textFrom > longest)
    return undefined;
  if (!standsAt(view, idTo, MIDDLE) || !isPlainText(view, textFrom, textTo)) return undefined;
  found.view = view;
  found.idFrom = idFrom;
  found.idTo = idTo;
  found.textFrom = textFrom;
  found.textTo = textTo;
  return found;
}
