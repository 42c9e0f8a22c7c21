import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../shared/settings-defaults.ts';
import { SettingsStore } from './settings-store.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'partyline-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(): SettingsStore {
  const opened = SettingsStore.open(join(folder, 'settings.db'));
  if (!opened.ok) throw new Error(opened.problem.text);
  return opened.value;
}

test('a new installation has defaults, and is nobody in particular', () => {
  const first = open();
  expect(first.settings()).toMatchObject({ nick: '', hostPort: 8888, theme: 'system' });
  expect(first.formerDevice).toBeUndefined();
  first.close();
});

test('what is changed is kept, and the rest stays', () => {
  const first = open();
  first.update({ nick: 'Mia' });
  first.update({ theme: 'dark' });
  first.close();
  const again = open();
  expect(again.settings()).toMatchObject({ nick: 'Mia', theme: 'dark', language: 'system' });
  again.close();
});

test('settings are read from the disk once, and again after a change', () => {
  const store = open();
  const first = store.settings();
  expect(store.settings()).toBe(first);
  const changed = store.update({ theme: 'dark' });
  expect(changed).not.toBe(first);
  expect(store.settings()).toBe(changed);
  store.close();
});

test('a change of several settings is kept whole or not at all', () => {
  const first = open();
  first.update({ nick: 'Mia' });
  first.close();
  const db = new DatabaseSync(join(folder, 'settings.db'));
  db.exec(`CREATE TRIGGER full BEFORE INSERT ON setting WHEN NEW.key = 'theme' BEGIN SELECT RAISE(ABORT, 'full'); END`);
  db.close();
  const again = open();
  expect(() => again.update({ nick: 'Ada', theme: 'dark', zoom: 2 })).toThrow('full');
  expect(again.settings()).toMatchObject({ nick: 'Mia', theme: 'system', zoom: 1 });
  again.close();
});

test('one of a group that is missing or no longer valid takes nothing from the others of its group', () => {
  open().close();
  const db = new DatabaseSync(join(folder, 'settings.db'));
  const kept = { downloadFolder: '/home/mia', acceptBelow: -1, fromTheFuture: true };
  db.prepare(`INSERT INTO setting VALUES ('files', ?)`).run(JSON.stringify(kept));
  db.close();
  const again = open();
  expect(again.settings().files).toEqual({ ...DEFAULT_SETTINGS.files, downloadFolder: '/home/mia' });
  again.close();
});

test('a kept setting that is no longer valid has its default', () => {
  const first = open();
  first.update({ nick: 'Mia', hostPort: 9_000 });
  first.close();
  const db = new DatabaseSync(join(folder, 'settings.db'));
  db.exec(
    `UPDATE setting SET value = '"purple"' WHERE key = 'theme'; UPDATE setting SET value = '-4' WHERE key = 'hostPort'`,
  );
  db.exec(`INSERT OR REPLACE INTO setting VALUES ('theme', '"purple"'), ('fromTheFuture', '1')`);
  db.close();
  const again = open();
  expect(again.settings()).toMatchObject({ nick: 'Mia', theme: 'system', hostPort: 8888 });
  again.close();
});

test('recent rooms are listed newest first, each address once, twenty at the most', () => {
  const store = open();
  for (let number = 1; number <= 25; number += 1) {
    store.rememberRoom(`10.0.0.${number}:8888`, { id: `room${number}`, name: `Room ${number}` }, 'tcp', number);
  }
  store.rememberRoom('10.0.0.20:8888', { id: 'other', name: 'Another' }, 'udp', 100);
  const recent = store.recentRooms();
  expect(recent).toHaveLength(20);
  expect(recent[0]).toEqual({ address: '10.0.0.20:8888', name: 'Another', lastJoined: 100, transport: 'udp' });
  expect(recent[1]?.name).toBe('Room 25');
  expect([store.roomAt('10.0.0.20:8888'), store.roomAt('10.9.9.9:1')]).toEqual(['other', undefined]);
  store.forgetRoom('10.0.0.20:8888');
  expect(store.roomAt('10.0.0.20:8888')).toBeUndefined();
  store.close();
});

test('each room has the transport that it was talked to over last, at every address that it was found at', () => {
  const first = open();
  const library = { id: 'room1', name: 'Library' };
  first.rememberRoom('10.0.0.1:8888', library, 'tcp', 1);
  first.rememberRoom('[fe80::1]:8888', library, 'tcp', 2);
  first.rememberRoom('10.0.0.2:8888', { id: 'room2', name: 'Lab' }, 'tcp', 3);
  first.rememberTransport('room1', 'udp');
  first.close();
  const again = open();
  expect(again.recentRooms().map(({ name, transport }) => [name, transport])).toEqual([
    ['Lab', 'tcp'],
    ['Library', 'udp'],
    ['Library', 'udp'],
  ]);
  expect([again.transportAt('10.0.0.1:8888'), again.transportAt('10.9.9.9:1')]).toEqual(['udp', 'tcp']);
  again.close();
});

describe('a folder of an older version', () => {
  /** The file as version 1 of the schema left it. */
  function writeFirstVersion(): void {
    const db = new DatabaseSync(join(folder, 'settings.db'));
    db.exec(`
      CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE recent_room (
        address TEXT PRIMARY KEY, room TEXT NOT NULL, name TEXT NOT NULL, last_joined INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      INSERT INTO setting VALUES ('device', '"${'ab'.repeat(16)}"'), ('nick', '"Mia"');
      INSERT INTO recent_room VALUES ('10.0.0.1:8888', 'room1', 'Library', 7);
      PRAGMA user_version = 1`);
    db.close();
  }

  test('keeps its settings, who it was and its rooms, which were all on TCP', () => {
    writeFirstVersion();
    const store = open();
    expect(store.formerDevice).toBe('ab'.repeat(16));
    expect(store.settings()).toMatchObject({ nick: 'Mia', theme: 'system' });
    expect(store.recentRooms()).toEqual([
      { address: '10.0.0.1:8888', name: 'Library', lastJoined: 7, transport: 'tcp' },
    ]);
    store.rememberTransport('room1', 'udp');
    store.close();
    const again = open();
    expect(again.transportAt('10.0.0.1:8888')).toBe('udp');
    again.close();
  });

  test('takes a transport that only a newer version knows for TCP', () => {
    const first = open();
    first.rememberRoom('10.0.0.1:8888', { id: 'room1', name: 'Library' }, 'udp', 1);
    first.close();
    const db = new DatabaseSync(join(folder, 'settings.db'));
    db.exec(`UPDATE recent_room SET transport = 'quic'`);
    db.close();
    const again = open();
    expect(again.recentRooms()[0]?.transport).toBe('tcp');
    again.close();
  });
});
