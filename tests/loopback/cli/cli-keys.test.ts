import { randomBytes } from 'node:crypto';
import { copyFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { dataFolder } from '../../../src/node/party/data-folder.ts';
import { CliProcess, startHost } from '../../support/programs/cli.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

interface Listening {
  readonly key: string;
  readonly tcp: { readonly port: number };
}

async function listening(host: CliProcess): Promise<Listening> {
  return (await host.firstObject()) as unknown as Listening;
}

function joins(at: string, data: string, ...flags: readonly string[]): CliProcess {
  return new CliProcess(['join', at, '--nick', 'Gus', '--data', data, '--json', ...flags]);
}

test('identity is the same in each run, and a damaged one is said with exit code 1', async () => {
  const data = temporaryFolder();
  const keys: unknown[] = [];
  for (let run = 1; run <= 2; run += 1) {
    const shown = new CliProcess(['identity', '--data', data, '--json']);
    const { key, words, link } = await shown.firstObject();
    expect(await shown.ends()).toEqual({ code: 0, signal: null });
    expect([words, link]).toEqual([expect.arrayContaining([expect.any(String)]), `partyline://verify/${key}`]);
    keys.push(key);
  }
  expect(keys[1]).toBe(keys[0]);
  writeFileSync(dataFolder.identity(data), '{}');
  const broken = new CliProcess(['identity', '--data', data, '--json']);
  expect(await broken.ends()).toMatchObject({ code: 1 });
  expect([broken.lines, broken.errors]).toEqual([[], expect.stringContaining('(identity_damaged)')]);
});

test('a false host at the port of before ends join with exit code 1 and the way out, which works', async () => {
  const folder = temporaryFolder();
  const data = temporaryFolder();
  const first = await startHost(['--name', 'Library', '--data', folder]);
  const { key, tcp } = await listening(first);
  expect(key).toMatch(/^[0-9a-f]{32}$/);
  const member = joins(`127.0.0.1:${tcp.port}`, data);
  await member.findObject(({ event }) => event === 'joined', 'it joined');
  await member.kill('SIGTERM');
  await first.kill('SIGTERM');

  const stolen = temporaryFolder();
  const path = dataFolder.hostedRoom(stolen, 'Library');
  await (await startHost(['--name', 'Library', '--data', stolen])).kill('SIGTERM');
  copyFileSync(dataFolder.hostedRoom(folder, 'Library'), path);
  const db = new DatabaseSync(path);
  db.prepare('UPDATE room SET seed = ?').run(randomBytes(32).toString('hex'));
  db.close();
  const evil = await startHost(['--name', 'Library', '--data', stolen, '--port', String(tcp.port)]);
  const { key: evilKey } = await listening(evil);
  const refused = joins(`127.0.0.1:${tcp.port}`, data);
  expect(await refused.ends()).toMatchObject({ code: 1 });
  expect(refused.lines).toEqual([]);
  expect(refused.errors).toContain('(room_key_changed)');
  expect(refused.errors).toContain(`?key=${evilKey}`);

  const mistaken = joins(`127.0.0.1:${tcp.port}?key=${key}`, temporaryFolder());
  expect(await mistaken.ends()).toMatchObject({ code: 1 });
  expect(mistaken.errors).toContain('(room_key_wrong)');
  const trusting = joins(`127.0.0.1:${tcp.port}?key=${evilKey}`, data);
  await trusting.findObject(({ event }) => event === 'joined', 'it joined all the same');
});

test('who was met is listed, verified by the link of their code, and marked where they speak', async () => {
  const [ada, ben] = [temporaryFolder(), temporaryFolder()];
  const host = await startHost(['--name', 'Library']);
  const { port } = host;
  const benFirst = new CliProcess(['identity', '--data', ben, '--json']);
  const { key, link } = await benFirst.firstObject();
  const meets = async () => {
    const adaIn = new CliProcess(['join', `127.0.0.1:${port}`, '--nick', 'Ada', '--data', ada]);
    const benIn = new CliProcess(['join', `127.0.0.1:${port}`, '--nick', 'Ben', '--data', ben, '--json']);
    await benIn.findObject(({ event }) => event === 'joined', 'Ben is in');
    await adaIn.find((line) => line.includes('Ben') && line.includes('joined'), 'Ada sees Ben');
    benIn.type('good morning');
    const said = await adaIn.find((line) => line.includes('good morning'), 'Ada hears Ben');
    await Promise.all([adaIn.kill('SIGTERM'), benIn.kill('SIGTERM')]);
    return said;
  };
  expect(await meets()).not.toContain('✓');
  const verified = new CliProcess(['contacts', '--data', ada, '--verify', String(link), '--json']);
  const listed = await verified.findObject(({ nick }) => nick === 'Ben', 'Ben is listed');
  expect(listed).toMatchObject({ event: 'contact', key, verified: { how: 'qr' } });
  expect(await verified.ends()).toMatchObject({ code: 0 });
  expect(await meets()).toContain('Ben ✓: good morning');
  const stranger = new CliProcess(['contacts', '--data', ada, '--verify', 'Nobody']);
  expect(await stranger.ends()).toMatchObject({ code: 1 });
  expect(stranger.errors).toContain('(contact_unknown)');
});
