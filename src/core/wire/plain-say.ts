import { asciiBytes } from './ascii.ts';
import { SAY_ID_MAX } from './constants.ts';

const START = asciiBytes('{"type":"say","id":"');
const MIDDLE = asciiBytes('","text":"');
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const LAST_PRINTABLE = 0x7e;
/** `"}` behind the text. */
const END_SIZE = 2;

/** Where the two values of a plain `say` stand in `bytes`; the ends are exclusive. */
export interface PlainSay {
  bytes: Uint8Array;
  idFrom: number;
  idTo: number;
  textFrom: number;
  textTo: number;
}

const found: PlainSay = { bytes: new Uint8Array(0), idFrom: 0, idTo: 0, textFrom: 0, textTo: 0 };

/** A byte that stands for itself in JSON text: printable ASCII, no quote and no backslash. */
function isPlain(byte: number): boolean {
  return byte >= SPACE && byte <= LAST_PRINTABLE && byte !== QUOTE && byte !== BACKSLASH;
}

function matches(bytes: Uint8Array, at: number, expected: Uint8Array): boolean {
  for (let index = 0; index < expected.length; index += 1) if (bytes[at + index] !== expected[index]) return false;
  return true;
}

/**
 * Recognises the commonest header of all, `{"type":"say","id":"…","text":"…"}` as `JSON.stringify` writes it with both
 * values in printable ASCII, without parsing it: its text can be copied into the event byte for byte. This is most of
 * what a busy host does. Every other header, also a `say` that is merely written differently, takes the usual road.
 * @param longest limit of the text in characters
 * @returns the offsets, in an object that the next call uses again; undefined when it is not exactly that
 */
export function findPlainSay(bytes: Uint8Array, from: number, to: number, longest: number): PlainSay | undefined {
  if (bytes[to - 1] !== 0x7d || bytes[to - END_SIZE] !== QUOTE || !matches(bytes, from, START)) return undefined;
  const idFrom = from + START.length;
  let at = idFrom;
  while (at < to && isPlain(bytes[at] as number)) at += 1;
  const idTo = at;
  if (idTo === idFrom || idTo - idFrom > SAY_ID_MAX || !matches(bytes, idTo, MIDDLE)) return undefined;
  const textFrom = idTo + MIDDLE.length;
  const textTo = to - END_SIZE;
  if (textTo <= textFrom || textTo - textFrom > longest) return undefined;
  let isBlank = true;
  for (at = textFrom; at < textTo; at += 1) {
    const byte = bytes[at] as number;
    if (!isPlain(byte)) return undefined;
    if (byte !== SPACE) isBlank = false;
  }
  if (isBlank) return undefined;
  found.bytes = bytes;
  found.idFrom = idFrom;
  found.idTo = idTo;
  found.textFrom = textFrom;
  found.textTo = textTo;
  return found;
}
