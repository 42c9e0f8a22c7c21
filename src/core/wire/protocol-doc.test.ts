import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { headersOf } from '../../../tests/support/frames.ts';
import { WIRE_ERROR_CODES } from '../../shared/error-codes.ts';
import { DEFAULT_LIMITS, DEFAULT_PORT, NICK_LENGTH } from '../../shared/limits.ts';
import { LINE_BYTES_MAX, PACKET_BYTES, PATIENT_MS, QUIET_MS } from '../plain/line-reader.ts';
import { DATAGRAM_BYTES, HEADER_BYTES } from '../plain/plain-datagram-link.ts';
import { FIRST_BYTES_MS, REQUEST_MS } from '../plain/plain-guest.ts';
import { GREETING_START } from '../plain/plain-words.ts';
import { CAN_LENGTH, CAN_MAX } from './capabilities.ts';
import {
  BODY_MAX,
  HEADER_MAX,
  HEADER_MIN,
  LENGTH_SIZE,
  PING_INTERVAL_MS,
  PROTOCOL_VERSION,
  SAY_ID_MAX,
} from './constants.ts';
import { parseGuestMessage } from './guest-messages.ts';
import { parseHostMessage } from './host-messages.ts';

function read(path: string): string {
  return readFileSync(new URL(`../../../docs/${path}`, import.meta.url), 'utf8');
}

const text = read('protocol.md');
const flat = text.replace(/\s+/g, ' ');
const grouped = (value: number) => value.toLocaleString('en-US');

/** First cells, in code style, of the table under a heading. */
function rowsUnder(heading: string): string[] {
  const section = text.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name as string);
}

it('names the numbers of the wire as they are', () => {
  const sentences = [
    `# The protocol, version ${PROTOCOL_VERSION}`,
    `| \`header_length\` | ${LENGTH_SIZE} | signed 32-bit, little-endian (\`struct.pack('<i', n)\`), from ${HEADER_MIN} to ${grouped(HEADER_MAX)} |`,
    `raw bytes, from 0 to ${grouped(BODY_MAX)};`,
    `\`v\` (${PROTOCOL_VERSION}), \`nick\``,
    `\`id\`: 1 to ${SAY_ID_MAX} characters`,
    `Send a \`ping\` every ${PING_INTERVAL_MS / 1_000} s`,
    `up to ${CAN_MAX} of up to ${CAN_LENGTH} characters`,
    `\`nick\`: 1 to ${NICK_LENGTH} characters`,
    `one TCP port, ${DEFAULT_PORT} unless`,
  ];
  for (const sentence of sentences) expect(flat).toContain(sentence);
});

it('names the limits that matter to a peer as they are by default', () => {
  const { messageLength, messageBurst, messagesPerSecond, silenceMs, graceMs, helloMs, linkStallMs, proofsPerLink } =
    DEFAULT_LIMITS;
  const sentences = [
    `up to ${grouped(messageLength)} UTF-16 code units`,
    `${messageBurst} messages at once and ${messagesPerSecond} a second`,
    `sends nothing for ${silenceMs / 1_000} s is closed`,
    `keeps its place for ${graceMs / 1_000} s`,
    `may ask for ${proofsPerLink} proofs`,
    `within ${helloMs / 1_000} s`,
    `takes nothing for ${linkStallMs / 1_000} s`,
  ];
  for (const sentence of sentences) expect(flat).toContain(sentence);
});

it('lists every error code of the wire and no other', () => {
  expect(rowsUnder('Error codes').sort()).toEqual([...WIRE_ERROR_CODES].sort());
});

it('lists exactly the types that the parsers know', () => {
  const guest = rowsUnder('From guest to host');
  const host = rowsUnder('From host to guest');
  for (const type of new Set([...guest, ...host, 'file', 'edited'])) {
    expect(parseGuestMessage({ type }) !== undefined, `a guest's ${type}`).toBe(guest.includes(type));
    expect(parseHostMessage({ type }) !== undefined, `a host's ${type}`).toBe(host.includes(type));
  }
});

it('names the fields of hello that are read', () => {
  const fields = /\| `hello` \| ([^|]+) \|/.exec(flat)?.[1]?.match(/(?<=`)\w+/g) ?? [];
  const values = { v: PROTOCOL_VERSION, nick: 'Ada', device: '0'.repeat(32), resume: { session: 'ff', seq: 1 } };
  const call = { port: 1, index: 0, secret: 0 };
  const read = parseGuestMessage({ attempt: 1, can: [], call, unknown: 1, ...values, type: 'hello' });
  expect(Object.keys(read ?? {}).sort()).toEqual([...fields, 'type'].sort());
});

it('shows a frame whose bytes are one', () => {
  const bytes = /^0e 00 [0-9a-f ]+$/m.exec(text)?.[0].trim().split(/\s+/) ?? [];
  expect(headersOf(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)))).toEqual([{ type: 'bye' }]);
});

it('shows the Python example as it is in its file, which is tested with a real host', () => {
  const shown = /```python\n([\s\S]*?)```/.exec(text)?.[1];
  expect(shown?.trim()).toBe(read('examples/talk.py').trim());
});

it('names the numbers of plain guests as they are', () => {
  const {
    plainDatagramBytes,
    plainDatagramFirstBytes,
    plainDatagramGuests,
    plainDatagramGuestsPerAddress,
    plainDatagramSilenceMs,
  } = DEFAULT_LIMITS;
  const sentences = [
    `says nothing for ${grouped(FIRST_BYTES_MS)} ms`,
    `begins with \`${GREETING_START}\``,
    `nothing follows for ${QUIET_MS} ms, or for ${grouped(PATIENT_MS)} ms`,
    `each piece shorter than ${PACKET_BYTES} bytes`,
    `more than ${grouped(LINE_BYTES_MAX)} bytes`,
    `several of at most ${grouped(DATAGRAM_BYTES)} bytes`,
    `the ${HEADER_BYTES} bytes of each datagram's headers`,
    `${grouped(plainDatagramFirstBytes)} bytes on top once`,
    `up to ${grouped(plainDatagramBytes)} bytes after each`,
    `nothing followed for ${grouped(REQUEST_MS)} ms`,
    `for ${plainDatagramSilenceMs / 1_000} s has left`,
    `from ${plainDatagramGuestsPerAddress} ports, all together from ${plainDatagramGuests}`,
  ];
  for (const sentence of sentences) expect(flat).toContain(sentence);
});
