import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isSame, randomFile } from '../../support/files/file-members.ts';
import { freePort, occupy, portOf } from '../../support/network/ports.ts';
import { CliProcess, startHost } from '../../support/programs/cli.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';

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

describe('sending to nobody ends with the reason and exit code 1', () => {
  /** A server that answers each connection with these bytes, or never. */
  async function answering(answer: string | undefined): Promise<number> {
    const server = await occupy({ port: 0 }, (socket) => {
      if (answer !== undefined) socket.once('data', () => socket.end(answer));
    });
    return portOf(server);
  }

  test.each([
    ['a mistyped host', async () => 'no.such.host.invalid', 'name_not_found'],
    ['a closed port', async () => `127.0.0.1:${await freePort()}`, 'refused'],
    ['a web server', async () => `127.0.0.1:${await answering('HTTP/1.1 400 Bad Request\r\n\r\n')}`, 'not_a_room'],
    ['a server that hangs up', async () => `127.0.0.1:${await answering('')}`, 'not_a_room'],
    ['a silent port', async () => `127.0.0.1:${await answering(undefined)}`, 'timed_out'],
  ])('%s', async (_, address, code) => {
    const send = new CliProcess(['send', randomFile('a.bin', 10), await address()]);
    expect(await send.ends()).toEqual({ code: 1, signal: null });
    expect(send.errors).toContain(code);
  });

  test('a UDP port that nobody has', async () => {
    const send = new CliProcess(['send', randomFile('a.bin', 10), `127.0.0.1:${await freePort()}`, '--udp']);
    expect(await send.ends()).toMatchObject({ code: 1 });
  });
});

test('a file is fetched by its number, and a stranger who offers another under the same id gets nobody to take it', async () => {
  const host = await startHost(['--data', temporaryFolder()]);
  const at = `127.0.0.1:${host.port}`;
  const file = randomFile('true.bin', 1_000);
  const send = new CliProcess(['send', file, at, '--json']);
  expect(await send.ends()).toMatchObject({ code: 0 });
  const { id, seq } = JSON.parse(send.lines.at(-1) ?? '');
  const eve = await RawClient.connect(host.port);
  const [content, hash] = [Buffer.from('evil'), createHash('sha256').update('evil').digest('hex')];
  eve.send({ type: 'offer', hash, total_size: 4, filename: 'true.bin', nick: 'Eve', device: 'e'.repeat(32), id });
  eve.write(content);
  await eve.next('accepted');
  const out = temporaryFolder();
  const byNumber = new CliProcess(['fetch', String(seq), at, '--out', out]);
  expect(await byNumber.ends()).toMatchObject({ code: 0 });
  expect(isSame(file, byNumber.lines[0])).toBe(true);
  for (const wanted of [id, 'true.bin']) {
    const ambiguous = new CliProcess(['fetch', wanted, at, '--out', out]);
    expect(await ambiguous.ends()).toMatchObject({ code: 1 });
    expect(ambiguous.errors).toContain('file_ambiguous');
    expect(ambiguous.errors).toContain(`${seq} (true.bin, 1000 bytes`);
  }
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
