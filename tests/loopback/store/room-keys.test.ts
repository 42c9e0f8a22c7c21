import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openedStore } from '../../support/files/log-file.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

test('a room has a key of its own, the same in every run', () => {
  const folder = temporaryFolder();
  const seeds = ['one.db', 'one.db', 'two.db'].map((name) => {
    const store = openedStore(join(folder, name));
    const seed = Buffer.from(store.keySeed()).toString('hex');
    store.close();
    return seed;
  });
  expect(seeds[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(seeds[1]).toBe(seeds[0]);
  expect(seeds[2]).not.toBe(seeds[0]);
});

test('a room that was hosted before there were keys gets one when it is opened, and stays the room that it was', () => {
  const path = join(temporaryFolder(), 'room.db');
  const before = openedStore(path);
  const { info, secret } = before.state();
  before.close();
  const db = new DatabaseSync(path);
  db.exec('UPDATE room SET seed = NULL');
  db.close();
  const after = openedStore(path);
  const seed = after.keySeed();
  expect(seed).toHaveLength(32);
  expect(after.state()).toMatchObject({ info, secret });
  after.close();
  const again = openedStore(path);
  expect(again.keySeed()).toEqual(seed);
  again.close();
});
