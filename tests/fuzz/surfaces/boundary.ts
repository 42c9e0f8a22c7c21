import { answer, type Handlers } from '../../../src/main/ipc/answer.ts';
import { readRoomLink } from '../../../src/main/room-link.ts';
import { parseAddress } from '../../../src/shared/address.ts';
import { invokeSchemas } from '../../../src/shared/ipc-contract.ts';
import type { Random } from '../../simulation/random.ts';
import { jsonValue } from '../values.ts';
import { promised, type Surface } from './surface.ts';

const CHANNELS = Object.keys(invokeSchemas) as (keyof typeof invokeSchemas)[];
const PIECES = [
  'partyline://',
  'PARTYLINE://',
  'partyline:',
  'http://',
  'javascript:',
  '127.0.0.1',
  '[::1]',
  '[fe80::1%25eth0]',
  'host.example',
  '例え.jp',
  ':8888',
  ':0',
  ':99999',
  '/',
  '?key=',
  '&',
  '#',
  '%00',
  '%2f',
  '\u202e',
  '\u0000',
  ' ',
  '--host',
  '..',
  '@',
  'a'.repeat(300),
  '0x7f',
  '：',
  '。',
];

function value(random: Random): unknown {
  try {
    return JSON.parse(jsonValue(random));
  } catch {
    return random.pick([undefined, Number.NaN, 1n, Symbol('s'), () => {}, new Date(0), new Map(), new Uint8Array(3)]);
  }
}

/** A payload with fields that the channels have, of any kind. */
function payload(random: Random): unknown {
  if (random.chance(0.4)) return value(random);
  const names = [
    'key',
    'id',
    'text',
    'address',
    'name',
    'port',
    'bind',
    'plain',
    'before',
    'limit',
    'transport',
    '__proto__',
    'member',
  ];
  return Object.fromEntries(Array.from({ length: random.int(0, 6) }, () => [random.pick(names), value(random)]));
}

/** What the window may hand over: each call is answered or refused, and nothing is thrown beside that. */
export const IPC: Surface = {
  name: 'ipc',
  inputs: 2_000,
  mostMs: 50,
  open: () => {
    const answered = 'answered';
    const handlers = new Proxy({}, { get: () => () => answered }) as Handlers;
    return {
      once: async (random) => {
        const asked = answer(handlers, random.chance(0.05) ? value(random) : random.pick(CHANNELS), payload(random));
        const outcome = await asked.catch((error: unknown) => (error instanceof Error ? 'refused' : 'thrown'));
        promised(outcome === answered || outcome === 'refused', 'a call is answered or refused');
        promised(!Object.hasOwn(Object.prototype, 'polluted'), 'no payload reaches what all objects have');
      },
    };
  },
};

/** What a web page may hand over: an address that reads the same again, or nothing. */
export const DEEP_LINK: Surface = {
  name: 'deep-link',
  inputs: 2_000,
  mostMs: 50,
  open: () => ({
    once: (random) => {
      const url = Array.from({ length: random.int(0, 6) }, () =>
        random.chance(0.2) ? random.hex(random.pick([1, 32, 33])) : random.pick(PIECES),
      ).join('');
      const read = readRoomLink(url);
      if (read === undefined) return;
      promised(/^[\x21-\x7e]+$/.test(read), `${read} is ASCII without spaces`);
      promised(!read.startsWith('-'), 'no link is an option');
      const address = read.replace(/^partyline:\/\//, '').replace(/\?key=[0-9a-f]{32}$/, '');
      promised(parseAddress(address).ok, `${read} is an address`);
      // A link writes the mark of an interface as URLs do (RFC 6874).
      const again = readRoomLink(`partyline://${address.replace('%', '%25')}`);
      promised(again === address, `${address} reads the same again, and not as ${again}`);
    },
  }),
};
