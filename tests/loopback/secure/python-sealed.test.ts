import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startHost } from '../../support/programs/cli.ts';
import { PeerProcess } from '../../support/programs/peer-process.ts';
import { findSealingPython } from '../../support/programs/programs.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { strangerHost } from '../../support/secure/stranger-host.ts';
import { certificateOf, ed25519Pair, stranger } from '../../support/secure/stranger-keys.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const EXAMPLE = join(import.meta.dirname, '..', '..', '..', 'docs', 'examples', 'sealed.py');

describe.runIf(findSealingPython())('the sealed peer in Python', () => {
  test('of at most 150 lines joins a room that takes nobody in clear, talks, and prints what others say', async () => {
    expect(readFileSync(EXAMPLE, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(150);
    const host = await startHost(['--no-plain', '--nick', 'Owner']);
    const python = PeerProcess.typing(EXAMPLE, '127.0.0.1', host.port);
    await python.prints('sealed, code ');
    python.child.stdin?.write('hello from Python 你好\n');
    await host.findObject(({ text, nick }) => text === 'hello from Python 你好' && nick === 'Monty', 'its message');
    host.type('Hello Monty 😀');
    await python.prints('Owner: Hello Monty 😀');
    host.child.kill('SIGINT');
    expect([await python.ends(), python.errors]).toEqual([1, 'host_stopped\n']);
  });

  test('carries a long message, and reads it', async () => {
    const host = await openRoom({ plain: false });
    const [one, other] = ['one', 'other'].map(() => PeerProcess.typing(EXAMPLE, '127.0.0.1', host.listening.port));
    for (const python of [one, other]) await python?.prints('sealed');
    await until(() => host.members().length === 2, 'both are in');
    const long = '长'.repeat(10_000);
    one?.child.stdin?.write(`${long}\n`);
    await other?.prints(`Monty: ${long}`);
  });

  test('goes to no host but the one that it is told', async () => {
    const [me, room] = [stranger(), ed25519Pair()];
    for (const [fingerprint, until, words] of [
      ['00'.repeat(16), undefined, 'this is another room'],
      ['', Date.now() - 1, 'not what it should be'],
    ] as const) {
      const certificate = certificateOf({
        room,
        roomId: '00'.repeat(16),
        hostKey: me.identity.open,
        ...(until && { until }),
      });
      const host = await strangerHost({ me, certificate });
      const python = PeerProcess.python(EXAMPLE, '127.0.0.1', host.port, fingerprint);
      expect(await python.ends()).toBe(1);
      expect(python.errors).toContain(words);
      expect(host.dialled[0]?.messages).toHaveLength(1);
    }
  });
});
