import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { dataFolder } from '../../src/node/data-folder.ts';
import { startHost } from '../support/cli.ts';
import { RawClient } from '../support/raw-client.ts';
import { releaseEverything, temporaryFolder } from '../support/scope.ts';

releaseEverything();

/** What the terminal's device was until it became random: everybody can compute it from a `welcome`. */
function guessedDevice(roomId: string): string {
  return createHash('sha256').update(`terminal of ${roomId}`).digest('hex').slice(0, 32);
}

interface Listed {
  readonly id: string;
  readonly nick: string;
  readonly host: boolean;
}

describe('the member at the host’s own terminal', () => {
  test('is nobody whom a guest can be by computing its device from the room’s id', async () => {
    const host = await startHost(['--nick', 'Owner', '--name', 'Library']);
    const mallory = await RawClient.connect(host.port);
    const { room } = (await host.firstObject()) as unknown as { room: { id: string } };
    mallory.send({ type: 'hello', v: 1, nick: 'Mallory', device: guessedDevice(room.id) });
    const { you, members } = (await mallory.next('welcome')) as unknown as { you: string; members: Listed[] };
    expect(members.find(({ id }) => id === you)).toEqual({ id: you, nick: 'Mallory', host: false });
    expect(members.filter((member) => member.host).map(({ nick }) => nick)).toEqual(['Owner']);
  });

  test('is the same member after a restart, also in a room of a version whose device could be guessed', async () => {
    const folder = temporaryFolder();
    const first = await startHost(['--nick', 'Owner', '--name', 'Library', '--data', folder]);
    const { room } = (await first.firstObject()) as unknown as { room: { id: string } };
    await first.kill('SIGTERM');
    const path = dataFolder.hostedRoom(folder, 'Library');
    const db = new DatabaseSync(path);
    db.prepare('UPDATE session SET device = ?').run(guessedDevice(room.id));
    db.exec('UPDATE room SET terminal = NULL');
    db.close();
    for (const nick of ['Owner', 'Boss']) {
      const again = await startHost(['--nick', nick, '--name', 'Library', '--data', folder]);
      const joined = await again.findObject((line) => line.kind === 'joined' && line.nick === nick, 'it joined');
      expect(joined.from).toBe('m1');
      const mallory = await RawClient.connect(again.port);
      mallory.send({ type: 'hello', v: 1, nick: 'Mallory', device: guessedDevice(room.id) });
      expect((await mallory.next('welcome')).you).not.toBe('m1');
      await again.kill('SIGTERM');
    }
  });
});
