import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readOnlyDisk } from '../../support/files/small-disk.ts';
import { CliProcess, type StartOptions, startHost } from '../../support/programs/cli.ts';
import { unprivileged } from '../../support/programs/programs.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

/** What `data` is, and how the command is started. */
interface Trouble {
  readonly data: string;
  readonly options?: StartOptions;
}

const disk = process.platform === 'linux' ? readOnlyDisk(tmpdir()) : undefined;
if (!disk) console.warn('NOT TESTED HERE: a read-only disk, for this machine lets nobody mount one.');

function fileIn(folder: string, name: string): string {
  const path = join(folder, name);
  writeFileSync(path, 'no folder');
  return path;
}

const TROUBLES: readonly (readonly [string, () => Trouble])[] = [
  ['is a file', () => ({ data: fileIn(temporaryFolder(), 'file') })],
  ['lies below a file', () => ({ data: join(fileIn(temporaryFolder(), 'file'), 'data') })],
  ['may not be made', () => ({ data: join(forbidden(0o500), 'data'), options: { wrapper: unprivileged } })],
  ['may not be looked into', () => ({ data: forbidden(0o000), options: { wrapper: unprivileged } })],
  ['may not be written', () => ({ data: forbidden(0o500), options: { wrapper: unprivileged } })],
  ['holds files that may not be read', forbiddenFiles],
  ['has a name that no folder can have', () => ({ data: join(temporaryFolder(), 'x'.repeat(300)) })],
  ...(disk ? [['is on a disk that can only be read', onReadOnlyDisk] as const] : []),
];

function forbidden(mode: number): string {
  const folder = join(temporaryFolder(), 'mine');
  mkdirSync(folder);
  chmodSync(folder, mode);
  return folder;
}

function forbiddenFiles(): Trouble {
  const data = temporaryFolder();
  for (const name of ['settings.db', 'rooms']) chmodSync(fileIn(data, name), 0o000);
  return { data, options: { wrapper: unprivileged } };
}

function onReadOnlyDisk(): Trouble {
  const data = temporaryFolder();
  return { data, options: { wrapper: readOnlyDisk(data) as readonly string[] } };
}

/** It ends with exit code 1 and one sentence, which names the place. */
async function expectSentence(process: CliProcess, named: string): Promise<void> {
  const { code } = await process.ends();
  expect(process.errors).toContain(named);
  expect(process.errors.trim().split('\n')).toHaveLength(1);
  expect(process.errors).toMatch(/^partyline: .+ \((folder_unusable|store_failed|file_forbidden)\)\n$/);
  expect(process.lines).toEqual([]);
  expect(code).toBe(1);
}

describe.runIf(process.platform !== 'win32')('a data folder that', () => {
  test.each(TROUBLES)('%s gets a sentence from host', async (_, make) => {
    const { data, options } = make();
    await expectSentence(new CliProcess(['host', '--port', '0', '--bind', '127.0.0.1', '--data', data], options), data);
  });

  // They open their folder as the host does: these three fail in three different places.
  const some = TROUBLES.filter(([name]) => /is a file|not be read|only be read/.test(name));
  test.each(some)('%s gets a sentence from join, send and fetch', async (_, make) => {
    const { port } = await startHost();
    const file = fileIn(temporaryFolder(), 'file.txt');
    const address = `127.0.0.1:${port}`;
    const { data, options } = make();
    const commands = [
      ['join', address],
      ['send', file, address],
      ['fetch', 'file.txt', address],
    ];
    const started = commands.map((command) => new CliProcess([...command, '--data', data], options));
    for (const process of started) await expectSentence(process, data);
  });
});

describe.runIf(process.platform !== 'win32')('a temporary folder that', () => {
  test.each([
    ['is a file', () => ({ data: fileIn(temporaryFolder(), 'file') })],
    ['is not there', () => ({ data: join(temporaryFolder(), 'nowhere') })],
    ['may not be written', () => ({ data: forbidden(0o500), options: { wrapper: unprivileged } })],
  ] as readonly (readonly [string, () => Trouble])[])('%s gets a sentence from host', async (_, make) => {
    const { data, options } = make();
    const host = new CliProcess(['host', '--port', '0', '--bind', '127.0.0.1'], {
      ...options,
      environment: { TMPDIR: data },
    });
    await expectSentence(host, data);
    expect(host.errors).toContain('--data');
  });
});
