import { failure, type Result, success } from '../../shared/error-codes.ts';
import type { LabEncoding, LabText, LineEnding } from '../../shared/lab/lab-config.ts';
import { asciiBytes } from '../wire/ascii.ts';
import { encodeGbk } from './gbk.ts';

const utf8 = new TextEncoder();
const ENDINGS: Readonly<Record<LineEnding, Uint8Array>> = {
  none: new Uint8Array(0),
  lf: asciiBytes('\n'),
  crlf: asciiBytes('\r\n'),
};
const LATIN1_LAST = 0xff;

/** Makes bytes of what a person typed. Fails with `bad_hex` or `not_encodable`, which names the character. */
export function encodeText({ text, encoding, ending }: LabText): Result<Uint8Array> {
  if (encoding === 'hex') return fromHex(text);
  const encoded = ENCODERS[encoding](text);
  if (!encoded.ok) return encoded;
  const end = ENDINGS[ending];
  const bytes = new Uint8Array(encoded.value.length + end.length);
  bytes.set(encoded.value);
  bytes.set(end, encoded.value.length);
  return success(bytes);
}

const ENCODERS: Readonly<Record<Exclude<LabEncoding, 'hex'>, (text: string) => Result<Uint8Array>>> = {
  'utf-8': (text) => success(utf8.encode(text)),
  gbk: (text) => {
    const { bytes, missing } = encodeGbk(text);
    return missing === undefined ? success(bytes) : notEncodable(missing, 'GBK');
  },
  latin1: (text) => {
    const missing = [...text].find((character) => (character.codePointAt(0) ?? 0) > LATIN1_LAST);
    return missing === undefined ? success(asciiBytes(text)) : notEncodable(missing, 'Latin-1');
  },
};

function notEncodable(character: string, encoding: string): Result<never> {
  return failure('not_encodable', `"${character}" does not exist in ${encoding}`, { character, encoding });
}

/** Pairs of hex digits; blanks, line ends, commas, colons and `0x` between them are ignored. */
function fromHex(text: string): Result<Uint8Array> {
  const digits = text.replaceAll(/0x|[\s,:]/gi, '');
  if (digits.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(digits))
    return failure('bad_hex', 'write pairs of the hex digits 0 to 9 and a to f');
  const pairs = digits.match(/../g) ?? [];
  return success(Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16)));
}
