import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkRecordable } from '../../../src/node/recording/recording.ts';
import { smallDisk } from '../../support/files/small-disk.ts';
import { CliProcess, startHost } from '../../support/programs/cli.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

test('partyline host --record writes what travelled when it ends, of the newest no more than asked for', async () => {
  const file = join(temporaryFolder(), 'host.jsonl');
  const host = await startHost(['--record', file, '--record-most', '1']);
  const guest = await RawClient.join(host.port, 'Ada');
  await guest.sayAccepted('1', 'keep this');
  host.child.kill('SIGTERM');
  expect((await host.exited).code).toBe(0);
  expect(host.errors).toMatch(/recorded \d+ chunks in /);
  const lines = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const said = lines.find(({ frames }) => frames[0]?.type === 'say');
  expect(said).toMatchObject({ name: 'Ada', transport: 'tcp', direction: 'in', frames: [{ header: { id: '1' } }] });
});

test('partyline join --record writes a capture', async () => {
  const { port } = await startHost();
  const file = join(temporaryFolder(), 'guest.pcapng');
  const guest = new CliProcess(['join', `127.0.0.1:${port}`, '--json', '--record', file]);
  await guest.firstObject();
  guest.child.kill('SIGTERM');
  expect((await guest.exited).code).toBe(0);
  expect(readFileSync(file).subarray(0, 4).toString('hex')).toBe('0a0d0d0a');
});

test('a recording needs a file whose ending says what it is to be', async () => {
  const guest = new CliProcess(['join', '127.0.0.1:1', '--record', 'wire.txt']);
  expect((await guest.exited).code).not.toBe(0);
  expect(guest.errors).toContain('.jsonl or .pcapng');
});

describe('a recording that can not be written is refused before anything is recorded', () => {
  test.each([
    ['whose folder is not there', (folder: string) => join(folder, 'nowhere', 'wire.jsonl'), 'it is not there'],
    [
      'that is a folder',
      (folder: string) => {
        mkdirSync(join(folder, 'wire.jsonl'));
        return join(folder, 'wire.jsonl');
      },
      'a folder is in its place',
    ],
    [
      'in a file',
      (folder: string) => {
        writeFileSync(join(folder, 'file'), '');
        return join(folder, 'file', 'wire.pcapng');
      },
      'a part of its path is a file',
    ],
  ])('one %s', async (_, pathIn, sentence) => {
    const path = pathIn(temporaryFolder());
    for (const command of [
      ['host', '--port', '0'],
      ['join', '127.0.0.1:1'],
    ]) {
      const run = new CliProcess([...command, '--record', path]);
      expect((await run.exited).code).toBe(1);
      expect(run.errors).toContain(`${path}: ${sentence}`);
      expect(run.errors).not.toContain('    at ');
    }
  });

  test('and the check itself leaves what is there, and nothing where nothing is', () => {
    const folder = temporaryFolder();
    const before = join(folder, 'before.jsonl');
    writeFileSync(before, 'precious');
    expect(checkRecordable(before)).toMatchObject({ ok: true });
    expect(checkRecordable(join(folder, 'new.jsonl'))).toMatchObject({ ok: true });
    expect(readdirSync(folder)).toEqual(['before.jsonl']);
    expect(readFileSync(before, 'utf8')).toBe('precious');
  });
});

const DISK_BYTES = 262_144;
const able = process.platform === 'linux' && smallDisk(tmpdir(), 65_536) !== undefined;
if (!able) console.warn('NOT TESTED HERE: a recording on a full disk, for this machine lets nobody mount a small one.');

test.runIf(able)('a recording that a full disk cuts short is said to be, and readable as far as it goes', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'wire.jsonl');
  const wrapper = smallDisk(folder, DISK_BYTES) as readonly string[];
  const host = await startHost(['--record', file], { wrapper });
  const guest = await RawClient.join(host.port, 'Ada');
  for (let number = 1; number <= 20; number += 1) await guest.sayAccepted(`${number}`, 'x'.repeat(12_000));
  // The disk is gone with the last process that sees it.
  const root = openSync(`/proc/${host.pid}/root${folder}`, 'r');
  atEnd(() => closeSync(root));
  host.child.kill('SIGTERM');
  expect((await host.exited).code).toBe(1);
  expect(host.errors).toContain(`${file}: the disk is full`);
  const written = readFileSync(`/proc/self/fd/${root}/wire.jsonl`, 'utf8');
  expect(written.length).toBeGreaterThan(DISK_BYTES / 2);
  expect(written.endsWith('\n')).toBe(true);
  const chunks = written
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).chunk);
  expect(chunks).toEqual(chunks.map((_, index) => index + 1));
});
