import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CliProcess, startHost } from '../support/cli.ts';
import { isSame, randomFile } from '../support/file-members.ts';
import { releaseEverything, temporaryFolder } from '../support/scope.ts';

releaseEverything();

test('partyline send and fetch move a file and a folder through the room of another process', async () => {
  const host = await startHost(['--data', temporaryFolder()]);
  const at = `127.0.0.1:${host.port}`;
  const folder = join(temporaryFolder(), '资料');
  mkdirSync(folder);
  const inside = randomFile('inside.bin', 1_500_000, folder);
  const file = randomFile('😀 report.pdf', 2_500_000);
  const send = new CliProcess(['send', file, folder, at, '--nick', 'Gus', '--json']);
  expect(await send.ends()).toMatchObject({ code: 0 });
  const sent = send.lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'sent');
  expect(sent.map(({ name, size }) => [name, size]).sort()).toEqual([
    ['资料', 1_500_000],
    ['😀 report.pdf', 2_500_000],
  ]);
  const event = await host.findObject(({ text }) => text === '😀 report.pdf', 'the host is told');
  expect(event).toMatchObject({ kind: 'file', nick: 'Gus', file: { size: 2_500_000, type: 'application/pdf' } });

  const out = temporaryFolder();
  const byId = new CliProcess(['fetch', String(event.id), at, '--out', out]);
  expect(await byId.ends()).toMatchObject({ code: 0 });
  expect(isSame(file, byId.lines[0])).toBe(true);
  const byName = new CliProcess(['fetch', '资料', at, '--out', out, '--udp', '--json']);
  expect(await byName.ends()).toMatchObject({ code: 0 });
  expect(isSame(inside, join(out, '资料', 'inside.bin'))).toBe(true);
});

test('what can not be had ends with words and exit code 1', async () => {
  const host = await startHost();
  const at = `127.0.0.1:${host.port}`;
  const fetch = new CliProcess(['fetch', 'nothing', at]);
  expect(await fetch.ends()).toMatchObject({ code: 1 });
  await fetch.complains('file_gone');
  const send = new CliProcess(['send', '/no/such/file', at]);
  expect(await send.ends()).toMatchObject({ code: 1 });
  await send.complains('file_missing');
});

test('a fetch that is killed goes on where it was when it is called again with its data', async () => {
  const host = await startHost(['--data', temporaryFolder()]);
  const at = `127.0.0.1:${host.port}`;
  const file = randomFile('large.bin', 64_000_000);
  const send = new CliProcess(['send', file, at]);
  expect(await send.ends()).toMatchObject({ code: 0 });
  const [out, data] = [temporaryFolder(), temporaryFolder()];
  const command = ['fetch', 'large.bin', at, '--out', out, '--data', data, '--json'];
  const first = new CliProcess(command);
  await first.findObject(({ state, done }) => state === 'running' && Number(done) > 0, 'it is under way');
  await first.kill('SIGKILL');
  const again = new CliProcess(command);
  expect(await again.ends()).toMatchObject({ code: 0 });
  const { path } = JSON.parse(again.lines.at(-1) ?? '');
  expect(path).toBe(join(out, 'large.bin'));
  expect(readFileSync(file).equals(readFileSync(path))).toBe(true);
});
