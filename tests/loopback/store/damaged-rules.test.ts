import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { Rules } from '../../../src/core/room/doors/rules.ts';
import { LogClock } from '../../../src/core/room/log-clock.ts';
import { Turn } from '../../../src/core/room/turn.ts';
import { OPEN_REST, Rest } from '../../../src/node/store/rest/rest.ts';
import { ValueCipher } from '../../../src/node/store/rest/value-cipher.ts';
import { RoomStore } from '../../../src/node/store/room-store.ts';
import { DEFAULT_LIMITS } from '../../../src/shared/limits.ts';
import { breakPage } from '../../support/files/log-file.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

const cipher = new ValueCipher(randomBytes(32));
const SEALED = new Rest(
  () => cipher,
  () => true,
);

function storeAt(path: string, rest: Rest): RoomStore {
  const opened = RoomStore.open(path, 'Lab', { limits: DEFAULT_LIMITS, damaged: () => {}, rest });
  if (!opened.ok) throw new Error(opened.problem.text);
  return opened.value;
}

/** A room whose door asks, in a file of its own. @param bans so many, of which a page holds a hundred */
function askingRoom(rest: Rest, bans = 0): string {
  const path = join(temporaryFolder(), 'room.db');
  const store = storeAt(path, rest);
  const ban = { nick: 'Eve', at: 0, by: 'device', what: 'd'.repeat(32) };
  const banned = Array.from({ length: bans }, (_, id) => ({
    name: `ban ${id}`,
    value: JSON.stringify({ id, ...ban }),
  }));
  store.keepRules([{ name: 'door', value: 'ask' }, ...banned]);
  store.close();
  return path;
}

function doorAt(path: string, rest: Rest): string {
  const store = storeAt(path, rest);
  try {
    return new Rules(store.state().rules, new Turn(0, new LogClock(() => 0, 0))).door;
  } finally {
    store.close();
  }
}

/** Makes the last letter of the one rule's column another one, where it stands in the file. */
function damageText(path: string, column: 'name' | 'value'): void {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const { text, row } = db.prepare(`SELECT ${column} AS text, name || value AS row FROM rule`).get() as {
    text: string;
    row: string;
  };
  db.close();
  const bytes = readFileSync(path);
  const at = bytes.lastIndexOf(row) + (column === 'name' ? text.length : row.length) - 2;
  bytes[at] = bytes[at] === 0x41 ? 0x42 : 0x41;
  writeFileSync(path, bytes);
}

describe.each([
  ['as it is', OPEN_REST],
  ['sealed', SEALED],
] as const)('a door that asks, on disk %s', (_, rest) => {
  test('is kept', () => {
    expect(doorAt(askingRoom(rest), rest)).toBe('ask');
  });

  test.each([
    ['the only', 0, 'last'],
    ['the first', 1_000, 'first'],
    ['the last', 1_000, 'last'],
  ] as const)('is locked where %s page of the rules can’t be read', (_place, bans, place) => {
    const path = askingRoom(rest, bans);
    breakPage(path, 'rule', place);
    expect(doorAt(path, rest)).toBe('locked');
    expect(doorAt(path, rest)).toBe('locked');
  });

  test.each(['name', 'value'] as const)('is locked where one byte of its %s is another', (column) => {
    const path = askingRoom(rest);
    damageText(path, column);
    expect(doorAt(path, rest)).toBe('locked');
  });
});

test('a room whose rules are damaged lets its host in, who opens it again for good', async () => {
  const path = askingRoom(OPEN_REST);
  damageText(path, 'name');
  const host = await openRoom({ path });
  expect(host.doors.door).toBe('locked');
  await host.close();
});
