import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLog } from './log.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'partyline-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('writes lines for their owner alone, and closes a log of before that others could read', () => {
  const logs = join(folder, 'logs');
  mkdirSync(logs, { mode: 0o755 });
  writeFileSync(join(logs, 'main.log'), 'before\n', { mode: 0o644 });
  chmodSync(logs, 0o755);
  openLog(logs, undefined, () => new Date(0)).info('it runs');
  expect(readFileSync(join(logs, 'main.log'), 'utf8')).toBe('before\n1970-01-01T00:00:00.000Z info it runs\n');
  for (const path of [logs, join(logs, 'main.log')]) expect(statSync(path).mode & 0o077, path).toBe(0);
});

it('says in a line that its folder can’t be used, and the app goes on without a log', () => {
  const logs = join(folder, 'logs');
  writeFileSync(logs, 'a file in its place');
  const told: string[] = [];
  const log = openLog(logs, (words) => told.push(words));
  log.error('nowhere to write it');
  expect(told).toEqual([expect.stringMatching(/^there is no log in .*logs: /)]);
});
