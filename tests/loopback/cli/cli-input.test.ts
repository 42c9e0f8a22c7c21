import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CliProcess } from '../../support/programs/cli.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const UTF16 = Buffer.from('\u{feff}from PowerShell\r\n你好 😀\r\n', 'utf16le');
const GBK = Buffer.from('c4e3bac30ab0ddb0dd0a', 'hex');

/** An open file that is read as standard input. */
function inputOf(content: string | Buffer): number {
  const path = join(temporaryFolder(), 'input');
  writeFileSync(path, content);
  return openInput(path);
}

function openInput(path: string): number {
  const file = openSync(path, 'r');
  atEnd(() => Promise.resolve(closeSync(file)));
  return file;
}

async function hosting(stdin: number, ...parameters: readonly string[]): Promise<{ host: CliProcess; ann: RawClient }> {
  const host = new CliProcess(['host', '--port', '0', '--json', ...parameters], { stdin });
  const { tcp } = (await host.firstObject()) as { tcp: { port: number } };
  return { host, ann: await RawClient.join(tcp.port, 'Ann') };
}

const files: readonly (readonly [string, Buffer, readonly string[]])[] = [
  ['UTF-16', UTF16, ['from PowerShell', '你好 😀']],
  ['GBK', GBK, ['你好', '拜拜']],
  ['UTF-8 with a mark and the line ends of Windows', Buffer.from('\u{feff}hi\r\n你好\r\n'), ['hi', '你好']],
  ['no encoding in one of its lines', Buffer.from('610a01ff000a620a', 'hex'), ['a', 'b']],
];

describe.each(['host', 'join'] as const)('partyline %s', (command) => {
  test.each(files)('says the lines of a file in %s', async (_, content, texts) => {
    if (command === 'host') {
      const { host, ann } = await hosting(inputOf(content));
      await until(() => ann.texts().length === texts.length, 'all is said');
      expect(ann.texts()).toEqual(texts);
      expect(host.errors.includes('line 2 of the input is skipped')).toBe(texts[1] === 'b');
      return;
    }
    const { listening } = await openRoom();
    const ann = await RawClient.join(listening.port, 'Ann');
    const guest = new CliProcess(['join', `127.0.0.1:${listening.port}`, '--json'], { stdin: inputOf(content) });
    await until(() => ann.texts().length === texts.length, 'all is said');
    expect(ann.texts()).toEqual(texts);
    expect(guest.errors.includes('line 2 of the input is skipped')).toBe(texts[1] === 'b');
  });
});

describe('input that never ends a line', () => {
  test.runIf(process.platform === 'linux')('leaves the room as it is, and its memory too', async () => {
    const { host, ann } = await hosting(openInput('/dev/zero'));
    await until(() => host.errors.includes('line 1 of the input is skipped'), 'it is named');
    const before = memoryOf(host.pid);
    for (let number = 0; number < 50; number += 1) await ann.sayAccepted(`${number}`, 'still here');
    expect(memoryOf(host.pid) - before).toBeLessThan(64 * 1_048_576);
    expect(host.errors.match(/skipped/g)).toHaveLength(1);
  });

  test('of a program is not said, and named once', async () => {
    const { host, ann } = await hosting(openInput(process.execPath));
    await until(() => host.errors.includes('it is no text, and neither is what follows'), 'it is named');
    await ann.sayAccepted('1', 'still here');
    expect([ann.texts(), host.errors.match(/skipped/g)?.length]).toEqual([['still here'], 1]);
  });

  test('of a file with many lines that are no text is said where it can be, and not all of it is named', async () => {
    const bad = Buffer.concat(Array.from({ length: 30 }, () => Buffer.from('0163616665e90a', 'hex')));
    const { host, ann } = await hosting(inputOf(Buffer.concat([Buffer.from('first\n'), bad, Buffer.from('last\n')])));
    await ann.heard('last');
    expect(ann.texts()).toEqual(['first', 'last']);
    expect(host.errors.match(/of the input is skipped/g)).toHaveLength(10);
    expect(host.errors).toContain('further lines like it are skipped without a word');
  });
});

test('a long file is said as fast as the room lets anybody speak, whole and in order, and joins no memory', async () => {
  const lines = Array.from({ length: 20_000 }, (_, number) => `line ${number}`);
  const { listening } = await openRoom({ limits: { messagesPerSecond: 100_000, messageBurst: 1_000 } });
  const ann = await RawClient.join(listening.port, 'Ann');
  const address = `127.0.0.1:${listening.port}`;
  new CliProcess(['join', address, '--json'], { stdin: inputOf(`${lines.join('\n')}\n`) });
  await until(() => ann.texts().length >= lines.length, 'all is said', 60_000);
  expect(ann.texts()).toEqual(lines);
}, 90_000);

function memoryOf(pid: number): number {
  return 1_024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
}
