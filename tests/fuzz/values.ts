import type { Random } from '../simulation/random.ts';

/** Texts that programs and people trip over. */
const TEXTS = [
  '',
  ' ',
  '\u0000',
  '\u001b[2J',
  '\ud800',
  '\u202eabc',
  'ㅤ',
  '* Partyline',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  'a\nb\r\nc',
  '/nick Somebody',
  'exit\u0000',
  '拜拜',
  '👩‍👩‍👧‍👦',
  'x'.repeat(64),
  'x'.repeat(16_001),
  '好'.repeat(6_000),
];
const NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.5,
  255,
  65_535,
  65_536,
  1_048_576,
  1_048_577,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  1e308,
  34_359_738_369,
];
/** Written into JSON as they stand. */
const NO_JSON = ['1e400', '-', '0x1', 'NaN', '{', '[1,', '"', 'tru'];
const DEEP = 5_000;

/** A JSON text of any value, or nearly of one. */
export function jsonValue(random: Random, depth = 0): string {
  switch (random.int(0, depth > 3 ? 4 : 8)) {
    case 0:
      return JSON.stringify(random.pick(TEXTS));
    case 1:
      return String(random.pick(NUMBERS));
    case 2:
      return random.pick(['true', 'false', 'null']);
    case 3:
      return JSON.stringify(random.hex(random.pick([1, 32, 64])));
    case 4:
      return random.chance(0.1) ? random.pick(NO_JSON) : String(random.int(0, 100));
    case 5:
      return random.chance(0.1) ? `${'['.repeat(DEEP)}${']'.repeat(DEEP)}` : '[]';
    case 6:
      return `[${Array.from({ length: random.int(0, 4) }, () => jsonValue(random, depth + 1)).join(',')}]`;
    default:
      return jsonObject(random, depth + 1);
  }
}

function jsonObject(random: Random, depth: number): string {
  const fields = Array.from({ length: random.int(0, 4) }, () => {
    const name = random.chance(0.2) ? random.pick(TEXTS) : random.pick(FIELDS);
    return `${JSON.stringify(name)}:${jsonValue(random, depth)}`;
  });
  return `{${fields.join(',')}}`;
}

/** Names of fields of docs/protocol.md. */
export const FIELDS = [
  ...['type', 'v', 'nick', 'device', 'resume', 'session', 'seq', 'attempt', 'id', 'text', 'reply_to', 't', 'can'],
  ...['filename', 'total_size', 'hash', 'media', 'folder', 'offset', 'length', 'size', 'kind', 'members', 'code'],
];

/** Bytes with something wrong here and there. */
export function damage(random: Random, bytes: Uint8Array): Uint8Array {
  if (bytes.length === 0) return bytes;
  const at = random.int(0, bytes.length - 1);
  const to = random.int(at, Math.min(bytes.length, at + random.skewed(1, 2_000)));
  switch (random.int(0, 4)) {
    case 0:
      return bytes.map((byte, index) => (index === at ? byte ^ (1 << random.int(0, 7)) : byte));
    case 1:
      return bytes.subarray(0, at);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]);
    default:
      return Buffer.concat([bytes.subarray(0, at), noise(random, random.skewed(1, 200)), bytes.subarray(at)]);
  }
}

export function noise(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random.int(0, 255));
}
