import type { Random } from '../simulation/random.ts';
import { rawFrame } from '../support/programs/plain-frames.ts';
import { damage, FIELDS, jsonValue, noise } from './values.ts';

/** What one connection sends, and how it ends. */
export interface StreamCase {
  readonly chunks: readonly Uint8Array[];
  /** Whether it closes in good order, breaks off, or waits to be closed for a moment. */
  readonly ending: 'end' | 'reset' | 'waits';
}

const BODY_MOST = 3_000;
const HTTP = 'GET /nick HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: curl/8\r\nAccept: */*\r\n\r\n';
/** How other programs begin. */
const STRANGERS = [
  HTTP,
  `POST / HTTP/1.1\r\nContent-Length: 20\r\n\r\n/nick Somebody\nhello\n`,
  `GET /${'a'.repeat(70_000)} HTTP/1.1\r\n\r\n`,
  '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
  'SSH-2.0-OpenSSH_9.9\r\n',
  'EHLO localhost\r\nMAIL FROM:<a@b>\r\nQUIT\r\n',
  'PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n',
  '*1\r\n$4\r\nPING\r\n',
];
const LINES = [
  'hello',
  '/nick Other',
  '/nick ',
  'exit',
  '拜拜',
  '',
  '   ',
  '\u0000\u0000',
  '\u001b]0;x\u0007',
  'x'.repeat(20_000),
];

/** The next case: what a session, a script, another program or chance sends. */
export function streamCase(random: Random): StreamCase {
  const kind = random.next();
  const sent =
    kind < 0.6
      ? frames(random)
      : kind < 0.8
        ? lines(random)
        : kind < 0.9
          ? stranger(random)
          : noise(random, random.skewed(1, 5_000));
  const bytes = random.chance(0.3) ? damage(random, sent) : sent;
  return { chunks: cut(random, bytes), ending: random.pick(['end', 'reset', 'waits'] as const) };
}

/** Frames of a session or of a file link, most of them as they should be. */
function frames(random: Random): Uint8Array {
  const begins = random.chance(0.7) ? [frame(random, 'hello')] : [];
  const rest = Array.from({ length: random.int(0, 12) }, () => frame(random, random.pick(TYPES)));
  return Buffer.concat([...begins, ...rest]);
}

type Fields = readonly (readonly [string, string])[];

function frame(random: Random, type: string): Uint8Array {
  const fields: Fields = (GRAMMAR[type] ?? (() => []))(random);
  const written = [['type', JSON.stringify(type)] as const, ...fields].flatMap(([name, value]) => {
    const dice = random.next();
    if (dice < 0.03) return [];
    return [`${JSON.stringify(dice < 0.06 ? random.pick(FIELDS) : name)}:${dice < 0.14 ? jsonValue(random) : value}`];
  });
  const size = fields.find(([name]) => name === 'total_size')?.[1];
  const body =
    size !== undefined && random.chance(0.8) ? noise(random, Math.min(Number(size), BODY_MOST)) : new Uint8Array(0);
  const bytes = rawFrame(`{${written.join(',')}}`, body);
  if (random.chance(0.02)) bytes.writeInt32LE(random.pick([0, -1, 1, 65_536, 2 ** 31 - 1, -(2 ** 31)]), 0);
  return bytes;
}

const text = (value: string) => JSON.stringify(value);
const small = (random: Random) => String(random.int(0, 40));
/** So few that they are met again. */
const device = (random: Random) => text(random.chance(0.5) ? random.hex(32) : random.int(1, 9).toString(16).repeat(32));
const hash = (random: Random) => text(random.chance(0.5) ? random.hex(64) : 'ab'.repeat(32));
const id = (random: Random) => text(random.chance(0.5) ? `id-${random.int(1, 5)}` : random.hex(16));
const content = (random: Random): Fields => [
  ['total_size', String(random.skewed(1, BODY_MOST))],
  ['hash', hash(random)],
];

/** The fields of each type in docs/protocol.md, with values that fit. */
const GRAMMAR: Readonly<Record<string, (random: Random) => Fields>> = {
  hello: (random) => [
    ['v', '1'],
    ['nick', text(`Fuzz ${random.int(1, 20)}`)],
    ['device', device(random)],
    ...(random.chance(0.2) ? [['resume', `{"session":${text(random.hex(32))},"seq":${small(random)}}`] as const] : []),
    ...(random.chance(0.2) ? [['attempt', small(random)] as const] : []),
    ...(random.chance(0.2) ? [['can', '["prove","newest"]'] as const] : []),
  ],
  say: (random) => [
    ['id', id(random)],
    ['text', random.chance(0.5) ? text(`fuzz ${random.hex(6)}`) : jsonValue(random)],
    ...(random.chance(0.3) ? [['reply_to', random.chance(0.5) ? id(random) : small(random)] as const] : []),
  ],
  ack: (random) => [['seq', small(random)]],
  read: (random) => [['seq', small(random)]],
  typing: () => [],
  ping: (random) => [['t', small(random)]],
  bye: () => [],
  prove: (random) => [
    ['nonce', text(random.hex(32))],
    ['seq', small(random)],
  ],
  offer: (random) => [
    ['filename', jsonValue(random)],
    ['nick', text('Fuzz')],
    ['device', device(random)],
    ['id', id(random)],
    ...content(random),
  ],
  put: (random) => [...content(random), ...(random.chance(0.3) ? [['offset', small(random)] as const] : [])],
  ask: (random) => [
    ['hash', hash(random)],
    ['size', String(random.skewed(1, 3_000_000))],
    ['total_size', random.pick(['32', '64', '96'])],
  ],
  fetch: (random) => [
    ['hash', hash(random)],
    ['offset', small(random)],
  ],
  pieces: (random) => [['hash', hash(random)]],
  junk: (random) => [['x', jsonValue(random)], ...(random.chance(0.5) ? content(random) : [])],
  welcome: (random) => [
    ['v', '1'],
    ['room', jsonValue(random)],
  ],
  event: (random) => [
    ['seq', small(random)],
    ['kind', text('message')],
  ],
};
const TYPES = Object.keys(GRAMMAR);

/** A script's lines, in one encoding or another, with or without line ends. */
function lines(random: Random): Uint8Array {
  const all = Array.from({ length: random.int(1, 8) }, () =>
    random.chance(0.5) ? random.pick(LINES) : random.hex(10),
  );
  const joined = all.join(random.pick(['\n', '\r\n', '\r', '']));
  const encoded = Buffer.from(joined, random.pick(['utf8', 'utf8', 'utf16le', 'latin1'] as const));
  return random.chance(0.2) ? Buffer.concat([Buffer.from([0xff, 0xfe]), encoded]) : encoded;
}

function stranger(random: Random): Uint8Array {
  return Buffer.from(random.pick(STRANGERS), 'latin1');
}

function cut(random: Random, bytes: Uint8Array): readonly Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let from = 0;
  for (let count = random.int(0, 5); count > 0 && from < bytes.length; count -= 1) {
    const to = Math.min(bytes.length, from + random.skewed(1, Math.max(1, bytes.length)));
    chunks.push(bytes.subarray(from, to));
    from = to;
  }
  return [...chunks, bytes.subarray(from)];
}
