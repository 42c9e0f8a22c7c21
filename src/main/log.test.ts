import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LINES_TOLD, LOG_LARGEST, openLog } from './log.ts';

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

it('holds nothing of strangers that a terminal would obey, and no line that they forged', () => {
  const log = openLog(folder, undefined, () => new Date(0));
  log.warn('stopped \u001b]0;x\u0007\u009b2J\u202e\n1970-01-01T00:00:00.000Z error forged\n    at main (index.ts:1)');
  expect(readFileSync(join(folder, 'main.log'), 'utf8')).toBe(
    '1970-01-01T00:00:00.000Z warn stopped \ufffd]0;x\ufffd\ufffd2J\ufffd\n' +
      '    1970-01-01T00:00:00.000Z error forged\n        at main (index.ts:1)\n',
  );
});

it('says in a line that its folder can’t be used, and the app goes on without a log', () => {
  const logs = join(folder, 'logs');
  writeFileSync(logs, 'a file in its place');
  const told: string[] = [];
  const log = openLog(logs, (words) => told.push(words));
  log.error('nowhere to write it');
  expect(told).toEqual([expect.stringMatching(/^there is no log in .*logs: /)]);
});

it('keeps in codes what a report may tell, over starts, the newest lines only', () => {
  const log = openLog(folder, undefined, () => new Date(0));
  log.info('Ada wrote hello', { code: 'started' });
  log.warn('nothing for others to know');
  const again = openLog(folder, undefined, () => new Date(0));
  expect(again.told()).toEqual([{ at: '1970-01-01T00:00:00.000Z', level: 'info', told: { code: 'started' } }]);
  for (let n = 0; n < 2 * LINES_TOLD; n += 1) again.info('room', { code: 'connection', room: n + 1, state: 'online' });
  const told = again.told();
  expect(told).toHaveLength(LINES_TOLD);
  expect(told.at(-1)?.told.room).toBe(2 * LINES_TOLD);
});

it('passes over lines that a crash cut off, and those that hold more than codes', () => {
  const log = openLog(folder, undefined, () => new Date(0));
  log.info('it runs', { code: 'started' });
  const at = '2026-11-30T13:00:00.000Z';
  const strange = [
    { at, level: 'info', told: { code: 'started', text: 'hello' } },
    { at, level: 'info', told: { code: 'hello' } },
    { at, level: 'hello', told: { code: 'started' } },
    { at, level: 'info', told: { code: 'defect', error: { name: 'Error', frames: ['Ada said hello'] } } },
  ];
  const cut = JSON.stringify({ at, level: 'info' }).slice(0, 20);
  appendFileSync(join(folder, 'told.log'), `${strange.map((line) => JSON.stringify(line)).join('\n')}\n${cut}`);
  expect(
    openLog(folder)
      .told()
      .map(({ told }) => told),
  ).toEqual([{ code: 'started' }]);
});

it('begins anew when it has grown, while it runs', () => {
  const log = openLog(folder);
  const line = 'x'.repeat(64_000);
  for (let n = 0; n < 20; n += 1) log.info(line);
  expect(statSync(join(folder, 'main.log')).size).toBeLessThan(LOG_LARGEST);
  expect(statSync(join(folder, 'main.log.old')).size).toBeLessThan(LOG_LARGEST + 2 * line.length);
});
