import { createSocket } from 'node:dgram';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startCapture } from '../../support/network/network-capture.ts';
import { CliProcess, startHost } from '../../support/programs/cli.ts';
import { findTshark } from '../../support/programs/programs.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

/** What an eavesdropper on the loopback adapter has of the conversation at a port: the bytes of all packets. */
async function tapped(port: number, converse: () => Promise<void>): Promise<Buffer> {
  const { path, stop } = await startCapture([], 'lo', `port ${port}`);
  const marks = createSocket('udp4');
  atEnd(() => void marks.close());
  // A capture begins some time after it is said to, and what is captured is written some time later, in order.
  const marked = (mark: string) =>
    until(() => {
      marks.send(mark, port, '127.0.0.1');
      return existsSync(path) && readFileSync(path).includes(mark);
    }, `${mark} is captured`);
  await marked('the first of it');
  await converse();
  await marked('the last of it');
  await stop();
  return readFileSync(path);
}

describe.runIf(findTshark() !== undefined && process.getuid?.() === 0)('who listens to the network', () => {
  test('has of a conversation of apps no word, name, room or file', async () => {
    const host = await startHost([
      '--no-discovery',
      '--no-plain',
      '--name',
      'Quarterly-figures',
      '--nick',
      'Hildegard',
    ]);
    const path = join(temporaryFolder(), 'salaries-of-all.txt');
    writeFileSync(path, 'content-of-the-file '.repeat(20_000));
    const bytes = await tapped(host.port, async () => {
      const where = `127.0.0.1:${host.port}`;
      const ada = new CliProcess(['join', where, '--nick', 'Adelheid', '--json', '--no-discovery']);
      const bob = new CliProcess(['join', where, '--nick', 'Balthasar', '--json', '--no-discovery', '--udp']);
      await Promise.all([
        ada.findObject(({ event }) => event === 'joined', 'it joined'),
        bob.findObject(({ event }) => event === 'joined', 'it joined'),
      ]);
      ada.type('words-over-the-stream');
      bob.type('words-over-datagrams');
      host.type('words-of-the-host');
      for (const one of [ada, bob])
        for (const text of ['words-over-the-stream', 'words-over-datagrams', 'words-of-the-host'])
          await one.findObject((said) => said['text'] === text, text);
      ada.type('/udp');
      await ada.findObject(({ event }) => event === 'transport', 'it moved');
      for (const way of [[], ['--udp']]) {
        const sent = new CliProcess(['send', path, where, '--nick', 'Cunigunde', '--no-discovery', ...way]);
        expect((await sent.ends()).code).toBe(0);
        const to = ['fetch', 'salaries-of-all.txt', where, '--out', temporaryFolder(), '--no-discovery', ...way];
        expect((await new CliProcess(to).ends()).code).toBe(0);
      }
    });
    expect(bytes.length).toBeGreaterThan(1_000_000);
    const words = ['words-', 'Adelheid', 'Balthasar', 'Hildegard', 'Cunigunde', 'Quarterly', 'salaries', 'content-of'];
    expect(words.filter((word) => bytes.includes(word))).toEqual([]);
    // What a link begins with is in clear, and says nothing of anybody.
    expect(bytes.includes('"type":"noise"')).toBe(true);
    expect(bytes.includes('"type":"hello"')).toBe(false);
  }, 60_000);

  test('has all of it where somebody comes without encryption', async () => {
    const host = await startHost(['--no-discovery', '--nick', 'Hildegard']);
    const bytes = await tapped(host.port, async () => {
      const client = await RawClient.join(host.port, 'Adelheid');
      await client.sayAccepted('1', 'words-in-clear');
      await until(() => client.events().length > 0, 'it comes back');
    });
    expect(['Hildegard', 'Adelheid', 'words-in-clear'].filter((word) => bytes.includes(word))).toHaveLength(3);
  });
});
