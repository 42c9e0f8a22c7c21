/**
 * GBK as bytes. The platform decodes it (WHATWG Encoding, section 10.2, shared with GB18030) but does not encode it, so the
 * table is made by decoding every pair of bytes once.
 */
const FIRST = { from: 0x81, to: 0xfe };
const SECOND = { from: 0x40, to: 0xfe };
const NEVER_SECOND = 0x7f;
const ASCII_LAST = 0x7f;

let table: ReadonlyMap<string, number> | undefined;

/** Character → both bytes as one big-endian number; where two pairs mean one character, the first. */
function gbkTable(): ReadonlyMap<string, number> {
  table ??= makeTable();
  return table;
}

function makeTable(): ReadonlyMap<string, number> {
  const decoder = new TextDecoder('gb18030', { fatal: true, ignoreBOM: true });
  const pairs = new Map<string, number>();
  const bytes = new Uint8Array(2);
  for (let first = FIRST.from; first <= FIRST.to; first += 1) {
    for (let second = SECOND.from; second <= SECOND.to; second += 1) {
      if (second === NEVER_SECOND) continue;
      bytes[0] = first;
      bytes[1] = second;
      const character = decoded(decoder, bytes);
      if (character !== undefined && !pairs.has(character)) pairs.set(character, first * 256 + second);
    }
  }
  return pairs;
}

/** Undefined for a pair that means nothing. */
function decoded(decoder: InstanceType<typeof TextDecoder>, pair: Uint8Array): string | undefined {
  try {
    return decoder.decode(pair);
  } catch {
    return undefined;
  }
}

/** @returns the bytes, or the first character that GBK does not have */
export function encodeGbk(text: string): { readonly bytes: Uint8Array; readonly missing: string | undefined } {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const pair = point <= ASCII_LAST ? undefined : gbkTable().get(character);
    if (point <= ASCII_LAST) bytes.push(point);
    else if (pair === undefined) return { bytes: Uint8Array.from(bytes), missing: character };
    else bytes.push(pair >> 8, pair & 0xff);
  }
  return { bytes: Uint8Array.from(bytes), missing: undefined };
}
