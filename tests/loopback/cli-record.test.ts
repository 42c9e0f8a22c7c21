import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CliProcess, startHost } from '../support/cli.ts';
import { RawClient } from '../support/raw-client.ts';
import { releaseEverything, temporaryFolder } from '../support/scope.ts';

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
