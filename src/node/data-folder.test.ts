import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder } from './data-folder.ts';

test.each(['../../etc/passwd', '/etc/passwd', 'C:\\Windows', 'con', '', '.', 'a'.repeat(1_000), '你好', 'a\0b'])(
  'no name leads out of the folder: %j',
  (name) => {
    for (const path of [dataFolder.hostedRoom('data', name), dataFolder.joinedRoom('data', name)]) {
      expect(path).toMatch(/^data[/\\](rooms|joined)[/\\][0-9a-f]{32}\.db$/);
    }
  },
);

test('each room has a file of its own, hosted and joined ones apart', () => {
  const files = [
    dataFolder.hostedRoom('d', 'one'),
    dataFolder.hostedRoom('d', 'two'),
    dataFolder.joinedRoom('d', 'one'),
  ];
  expect(new Set(files).size).toBe(3);
  expect(dirname(files[0] ?? '')).toBe(join('d', 'rooms'));
  expect(dataFolder.settings('d')).toBe(join('d', 'settings.db'));
});
