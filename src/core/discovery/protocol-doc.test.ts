import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DISCOVERY_LIMITS } from '../../shared/discovery/discovery-limits.ts';
import { doorSchema } from '../../shared/doors/door-models.ts';
import { DISCOVERY_PORT, ROOM_NAME_LENGTH } from '../../shared/limits.ts';
import { ADVERT_AT, ASK_SIZE } from '../datagram/constants.ts';
import { LABEL_BYTES, SERVICE } from '../dns-sd/records.ts';
import {
  ANSWER_WAIT_MS,
  BEACON_CHANGED_MS,
  BEACON_EVERY_MS,
  BEACON_FIRST_MS,
  GONE_TIMES,
  GOSSIP_APART_MS,
} from './discovery-times.ts';
import { ADVERT_BYTES, decodeAdvert, encodeAdvert, MEMBERS_MOST } from './room-advert.ts';

const text = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
const chapter = text.split('\n## Rooms that find each other\n')[1]?.split('\n## ')[0] ?? '';
const flat = chapter.replace(/\s+/g, ' ');
const grouped = (value: number) => value.toLocaleString('en-US');

it('names the numbers of discovery as they are', () => {
  const sentences = [
    `is ${grouped(ASK_SIZE)} bytes`,
    `broadcast to UDP port ${DISCOVERY_PORT}`,
    `at ${ADVERT_AT} UTF-8 JSON`,
    `${ADVERT_BYTES} bytes at most`,
    `1 to ${ROOM_NAME_LENGTH} characters`,
    `0 to ${grouped(MEMBERS_MOST)}`,
    `service \`${SERVICE.replace('.local', '')}\``,
    `cut to ${LABEL_BYTES} bytes`,
    `a random wait of up to ${ANSWER_WAIT_MS} ms`,
    `every ${BEACON_EVERY_MS / 1_000} s, and with`,
    `${BEACON_FIRST_MS.length === 3 ? 'three' : 'not three'} times within ${BEACON_FIRST_MS.at(-1)! / 1_000} s`,
    `${GONE_TIMES === 3 ? 'three' : 'not three'} times in a row`,
    `${BEACON_CHANGED_MS / 1_000} s after the last`,
  ];
  for (const sentence of sentences) expect(flat).toContain(sentence);
  for (const lock of doorSchema.options) expect(flat).toContain(`\`${lock}\``);
});

it('names the bounds of what a host tells of other rooms as they are', () => {
  const { gossipRooms, gossipAddresses } = DISCOVERY_LIMITS;
  expect(text).toContain(`up to ${gossipRooms} of`);
  expect(text).toContain(`up to ${gossipAddresses} addresses as \`IP:PORT\``);
  expect(text).toContain(`every ${GOSSIP_APART_MS / 1_000} s at most`);
});

it('shows an advert that is one, with every field that there is', () => {
  const shown = /```json\n(.*)\n```/.exec(chapter)?.[1] ?? '';
  const advert = decodeAdvert(new TextEncoder().encode(shown));
  expect(advert).toBeDefined();
  expect(new TextDecoder().decode(encodeAdvert(advert!))).toBe(shown);
  const fields = [...chapter.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, names]) =>
    names!.replaceAll('`', '').split(', '),
  );
  expect(fields).toEqual([...Object.keys(JSON.parse(shown)), 'gone']);
});
