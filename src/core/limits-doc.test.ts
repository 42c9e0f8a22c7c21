import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DISCOVERY_LIMITS } from '../shared/discovery/discovery-limits.ts';
import { WIRE_ERROR_CODES } from '../shared/error-codes.ts';
import { FILE_LIMITS } from '../shared/files/file-limits.ts';
import { IDENTITY_LIMITS } from '../shared/identity/identity-limits.ts';
import { IMPAIRMENT_LIMITS, MOST_DELAY_MS } from '../shared/impairment/impairment.ts';
import {
  DEFAULT_BACKLOG,
  DEFAULT_LIMITS,
  DEFAULT_PORT,
  DETAILED_FILES,
  DISCOVERY_PORT,
  NICK_LENGTH,
  NUMBERS_AHEAD,
  ROOM_NAME_LENGTH,
  UNPROVEN_COPIES,
} from '../shared/limits.ts';
import { PRIVATE_FILE_BYTES, SEALED_CONTENT_BYTES, SEALED_RECIPIENTS } from '../shared/sealed/sealed-limits.ts';
import { SEALING_LIMITS } from '../shared/secure/sealing-limits.ts';
import { MESSAGE_LENGTH_MAX } from './wire/constants.ts';

const text = readFileSync(new URL('../../docs/limits.md', import.meta.url), 'utf8');
const rows = [...text.matchAll(/^\| `(\w+)` \| ([\d,]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)];

it('has a row with the default value for every limit, and no other', () => {
  const documented = Object.fromEntries(rows.map(([, name, value]) => [name, Number(value?.replaceAll(',', ''))]));
  expect(documented).toEqual(DEFAULT_LIMITS);
  expect(rows).toHaveLength(Object.keys(DEFAULT_LIMITS).length);
});

it('gives each a unit, a reason, and names only error codes that exist', () => {
  for (const [, name, , unit, reason, seen] of rows) {
    expect(
      [unit, reason].map((cell) => cell?.trim()),
      name,
    ).not.toContain('');
    for (const [, code] of (seen ?? '').matchAll(/`([a-z]+_[a-z_]+)`/g)) {
      if (code !== 'link_lost') expect(WIRE_ERROR_CODES).toContain(code);
    }
  }
});

it('names the other bounds as they are', () => {
  expect(text).toContain(`| nickname | ${NICK_LENGTH} characters`);
  expect(text).toContain(`| people whom sealed words are for | ${SEALED_RECIPIENTS} |`);
  expect(text).toContain(`| a private file | ${PRIVATE_FILE_BYTES.toLocaleString('en-US')} bytes |`);
  expect(text).toContain(`| content of sealed words | ${SEALED_CONTENT_BYTES.toLocaleString('en-US')} bytes`);
  expect(text).toContain(`| room name | ${ROOM_NAME_LENGTH} characters`);
  expect(text).toContain(`| files that a room's details list | ${DETAILED_FILES},`);
  expect(text).toContain(`| port | ${DEFAULT_PORT} by default`);
  expect(text).toContain(`| port of discovery | ${DISCOVERY_PORT} |`);
  expect(text).toContain(`| copies of one room's id that never proved to be it | ${UNPROVEN_COPIES},`);
  expect(text).toContain(`| numbers noted ahead of a log | ${NUMBERS_AHEAD.toLocaleString('en-US')} |`);
  expect(text).toContain(`| backlog | ${DEFAULT_BACKLOG} connections`);
  expect(text).toContain(`More than ${MESSAGE_LENGTH_MAX.toLocaleString('en-US')} never fit`);
});

it('has a row with the value for everything that files may cost a host, and no other', () => {
  const costs = text.split('What files may cost a host')[1]?.split('\nLimits of')[0] ?? '';
  const written = [...costs.matchAll(/^\| `(\w+)` \| ([\d,]+) [^|]+ \| [^|]+ \|$/gm)];
  const documented = Object.fromEntries(written.map(([, name, value]) => [name, Number(value?.replaceAll(',', ''))]));
  expect(documented).toEqual(FILE_LIMITS);
});

it('has a row with the value for everything that discovery may cost, and no other', () => {
  const costs = text.split('What discovery may cost')[1]?.split('\nLimits of')[0] ?? '';
  const written = [...costs.matchAll(/^\| `(\w+)` \| ([\d,]+) [^|]+ \| [^|]+ \|$/gm)];
  const documented = Object.fromEntries(written.map(([, name, value]) => [name, Number(value?.replaceAll(',', ''))]));
  expect(documented).toEqual(DISCOVERY_LIMITS);
});

it('has a row with the value for everything that is kept of keys and people, and no other', () => {
  const kept = text.split('What is kept of keys and people')[1]?.split('\nLimits')[0] ?? '';
  const written = [...kept.matchAll(/^\| `(\w+)` \| ([\d,]+) [^|]+ \| [^|]+ \|$/gm)];
  const documented = Object.fromEntries(written.map(([, name, value]) => [name, Number(value?.replaceAll(',', ''))]));
  expect(documented).toEqual(IDENTITY_LIMITS);
});

it('has a row with the value for everything that a handshake over TCP may cost, and no other', () => {
  const costs = text.split('What a handshake over TCP may cost')[1]?.split('\nWhat is kept')[0] ?? '';
  const written = [...costs.matchAll(/^\| `(\w+)` \| ([\d,]+) [^|]+ \| [^|]+ \|$/gm)];
  const documented = Object.fromEntries(written.map(([, name, value]) => [name, Number(value?.replaceAll(',', ''))]));
  expect(documented).toEqual(SEALING_LIMITS);
});

it('names the bounds of an impaired socket as they are', () => {
  const { datagrams, datagramBytes, streamBytes, reorderMs } = IMPAIRMENT_LIMITS;
  const written = (value: number) => value.toLocaleString('en-US');
  expect(text).toContain(`| datagrams that wait | ${written(datagrams)} with ${written(datagramBytes)} bytes |`);
  expect(text).toContain(`| a datagram that another is to overtake | ${reorderMs} ms |`);
  expect(text).toContain(`| bytes of a stream that wait | ${written(streamBytes)} |`);
  expect(text).toContain(`| delay | ${written(MOST_DELAY_MS)} ms |`);
});
