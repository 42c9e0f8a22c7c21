import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { RoomHost } from '../../../src/node/hosting/room-host.ts';
import { dataFolder } from '../../../src/node/party/data-folder.ts';
import { startHost } from '../../support/programs/cli.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { expectOk, hears, startParty } from '../../support/rooms/parties.ts';
import { rogue } from '../../support/rooms/rogue.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

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
    expect(members.find(({ id }) => id === you)).toEqual({ id: you, nick: 'Mallory', host: false, clear: true });
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

describe('a person who was the same in every room, as a version before this one made them', () => {
  const FORMER = 'ab'.repeat(16);

  /** What that version left of a room that was hosted or joined. */
  function age(folder: string, hosted?: string): void {
    const edit = (path: string, sql: string) => {
      const db = new DatabaseSync(path);
      db.exec(sql);
      db.close();
    };
    edit(dataFolder.settings(folder), `INSERT INTO setting VALUES ('device', '"${FORMER}"')`);
    const joined = dataFolder.joinedRooms(folder);
    for (const name of readdirSync(joined)) if (name.endsWith('.db')) edit(join(joined, name), 'DELETE FROM identity');
    if (hosted) edit(hosted, `UPDATE session SET device = '${FORMER}', key = NULL, card = NULL`);
  }

  test('is the same host of the room, whom nobody who knows that device can be', async () => {
    const folder = temporaryFolder();
    const first = startParty('Hana', folder);
    expectOk(await first.party.host({ name: 'Library', port: 0, bind: '127.0.0.1' }));
    const you = first.party.room()?.you;
    await first.party.close();
    age(folder, dataFolder.hostedRoom(folder, 'Library'));
    for (let time = 1; time <= 2; time += 1) {
      const again = startParty('', folder);
      const { address } = expectOk(await again.party.host({ name: 'Library', port: 0, bind: '127.0.0.1' }));
      expect(again.party.room()?.you, `time ${time}`).toBe(you);
      const mallory = await RawClient.connect(Number(address.split(':')[1]));
      mallory.send({ type: 'hello', v: 1, nick: 'Mallory', device: FORMER });
      const { you: other, members } = (await mallory.next('welcome')) as unknown as { you: string; members: Listed[] };
      expect(other).not.toBe(you);
      expect(members.find(({ id }) => id === other)?.host).toBe(false);
      await again.party.close();
    }
  });

  test('is the same member where they were, and somebody else in every new room', async () => {
    const path = join(temporaryFolder(), 'room.db');
    const options = { name: 'Library', bind: '127.0.0.1', port: 0, path };
    const host = expectOk(await RoomHost.open(options));
    const { port } = host.listening;
    const folder = temporaryFolder();
    const first = startParty('Gus', folder);
    expectOk(await first.party.join(`127.0.0.1:${port}`));
    const you = first.party.room()?.you;
    await first.party.close();
    await host.close();
    age(folder, path);
    const again = expectOk(await RoomHost.open({ ...options, port }));
    atEnd(() => again.close());
    const second = startParty('', folder);
    expectOk(await second.party.join(`127.0.0.1:${port}`));
    expect(second.party.room()?.you).toBe(you);
    await second.party.leave();
    const other = await openRoom();
    expectOk(await second.party.join(`127.0.0.1:${other.listening.port}`));
    await second.party.close();
    const devices = secretsIn(folder).filter((secret) => secret === FORMER);
    expect(devices, 'one room was entered under it').toHaveLength(1);
  });
});

describe('a host that claims another room’s id', () => {
  test.each([true, false])(
    'gets nothing of that room, and the copy of it stays: it answers proofs, %s',
    async (answers) => {
      const path = join(temporaryFolder(), 'room.db');
      const options = { name: 'Library', bind: '127.0.0.1', path };
      const host = expectOk(await RoomHost.open({ ...options, port: 0 }));
      const { port } = host.listening;
      const address = `127.0.0.1:${port}`;
      const folder = temporaryFolder();
      const first = startParty('Gus', folder);
      expectOk(await first.party.join(address));
      expectOk(first.party.say('said and accepted'));
      await until(() => first.party.outbox().length === 0 && first.texts().length === 1, 'it is accepted');
      const secrets = secretsIn(folder);
      await host.close();
      await until(() => first.party.room()?.connection.state === 'waiting', 'the room is out of reach');
      expectOk(first.party.say('for the library only'));
      const before = first.party.room()?.newest;

      const evil = await rogue(port, host.info, answers);
      first.party.reconnectNow();
      await until(() => problemOf(first) === 'downgraded', 'it says why it stopped');
      expect(first.party.room()?.connection.state).toBe('closed');
      await first.party.close();

      const second = startParty('', folder);
      expect(await second.party.join(address)).toMatchObject({ ok: false, problem: { code: 'downgraded' } });
      await second.party.close();
      await evil.close();
      const all = evil.told.join('\n');
      for (const secret of [...secrets, 'for the library only']) expect(all).not.toContain(secret);

      const again = expectOk(await RoomHost.open({ ...options, port }));
      atEnd(() => again.close());
      const third = startParty('', folder);
      expectOk(await third.party.join(address));
      await hears(third, 'for the library only');
      expect(await third.party.history((before ?? 0) + 1, 100)).toHaveLength(before ?? 0);
      expect(third.party.room()?.members.map(({ nick }) => nick)).toEqual(['Gus']);
    },
  );
});

function problemOf({ party }: ReturnType<typeof startParty>): string | undefined {
  const connection = party.room()?.connection;
  return connection && 'problem' in connection ? connection.problem?.code : undefined;
}

/** Everything that this person keeps as a secret about rooms. */
function secretsIn(folder: string): readonly string[] {
  const joined = dataFolder.joinedRooms(folder);
  return readdirSync(joined)
    .filter((name) => name.endsWith('.db'))
    .flatMap((name) => {
      const copied = join(temporaryFolder(), name);
      for (const ending of ['', '-wal']) {
        const from = join(joined, `${name}${ending}`);
        if (existsSync(from)) copyFileSync(from, `${copied}${ending}`);
      }
      const db = new DatabaseSync(copied);
      const { device, key, token } = db.prepare('SELECT device, key, token FROM identity, session').get() ?? {};
      db.close();
      return [device, key, token].map(String);
    });
}
