export const TEXT_ENCODINGS = ['utf-8', 'gbk', 'latin1'] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

/** What a byte that is no visible character is shown as. */
export const DOT = '·';
const SPACE = 0x20;
const DELETE = 0x7f;
const FIRST_LATIN = 0xa0;

const decoders = new Map<TextEncoding, TextDecoder>();

/** Chinese as Windows and old scripts write it is read as GB18030, which holds all of GBK. */
function decoderOf(encoding: TextEncoding): TextDecoder {
  const label = encoding === 'gbk' ? 'gb18030' : encoding;
  const decoder = decoders.get(encoding) ?? new TextDecoder(label, { fatal: true, ignoreBOM: true });
  decoders.set(encoding, decoder);
  return decoder;
}

function utf8Length(first: number): number {
  if (first >= 0xf0) return 4;
  if (first >= 0xe0) return 3;
  return first >= 0xc2 ? 2 : 1;
}

function lengthAt(bytes: Uint8Array, at: number, encoding: TextEncoding): number {
  const first = bytes[at] as number;
  if (first < 0x80 || encoding === 'latin1') return 1;
  if (encoding === 'utf-8') return utf8Length(first);
  const second = bytes[at + 1] ?? 0;
  return second >= 0x30 && second <= 0x39 ? 4 : 2;
}

/** One visible character in `bytes`; undefined where there is none. */
function decode(bytes: Uint8Array, encoding: TextEncoding): string | undefined {
  const [first = 0] = bytes;
  if (bytes.length === 1) {
    const isVisible = (first >= SPACE && first < DELETE) || (encoding === 'latin1' && first >= FIRST_LATIN);
    return isVisible ? String.fromCharCode(first) : undefined;
  }
  try {
    const text = decoderOf(encoding).decode(bytes);
    return [...text].length === 1 && !/[\p{C}\p{Z}\p{M}]/u.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What stands beside each byte: its character, {@link DOT} where there is none to see, and an empty string for the
 * further bytes of a character, which stands beside its first.
 */
export function charactersOf(bytes: Uint8Array, encoding: TextEncoding): readonly string[] {
  const characters: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = lengthAt(bytes, at, encoding);
    const text = at + length <= bytes.length ? decode(bytes.subarray(at, at + length), encoding) : undefined;
    characters.push(text ?? DOT);
    if (text === undefined) {
      at += 1;
      continue;
    }
    for (let rest = 1; rest < length; rest += 1) characters.push('');
    at += length;
  }
  return characters;
}

/** Bytes as a text to read: control characters as dots, but line ends kept with a mark. */
export function readableText(bytes: Uint8Array, encoding: TextEncoding): string {
  let text = '';
  let at = 0;
  for (const character of charactersOf(bytes, encoding)) {
    const byte = bytes[at];
    if (byte === 0x0a) text += '↵\n';
    else if (byte === 0x0d) text += '←';
    else if (byte === 0x09) text += '→\t';
    else text += character;
    at += 1;
  }
  return text;
}
