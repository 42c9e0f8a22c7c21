import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder } from './data-folder.ts';

test.each(['../../etc/passwd', '/etc/passwd', 'C:\\Windows', 'con', '', '.', 'a'.repeat(1_000), '你好', 'a\0b'])(
  'no name leads out of the folder: %j',
  (name) => {
    expect(dataFolder.hostedRoom('data', name)).toMatch(/^data[/\\]rooms[/\\][0-9a-f]{32}\.db$/);
  },
);

test('each hosted room has a file of its own, apart from those that were joined', () => {
  const files = [dataFolder.hostedRoom('d', 'one'), dataFolder.hostedRoom('d', 'two')];
  expect(new Set(files).size).toBe(2);
  expect(dirname(files[0] ?? '')).toBe(join('d', 'rooms'));
  expect(dataFolder.joinedRooms('d')).toBe(join('d', 'joined'));
  expect(dataFolder.settings('d')).toBe(join('d', 'settings.db'));
});
