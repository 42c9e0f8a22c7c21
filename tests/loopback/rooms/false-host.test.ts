import { randomBytes } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { RoomHost } from '../../../src/node/hosting/room-host.ts';
import { dataFolder } from '../../../src/node/party/data-folder.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { expectOk, hears, startParty } from '../../support/rooms/parties.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const OPTIONS = { name: 'Library', bind: '127.0.0.1' };

/** A room that somebody hosts, on a port that stays the same. */
async function library(path = join(temporaryFolder(), 'room.db'), port = 0): Promise<RoomHost> {
  const host = expectOk(await RoomHost.open({ ...OPTIONS, path, port }));
  atEnd(() => host.close());
  return host;
}

/** A copy of a room's file, with all its secrets but the key: what somebody has who stole a backup of the time before there were keys. */
function stolenWithoutKey(path: string): string {
  const stolen = join(temporaryFolder(), 'stolen.db');
  copyFileSync(path, stolen);
  const db = new DatabaseSync(stolen);
  db.prepare('UPDATE room SET seed = ?').run(randomBytes(32).toString('hex'));
  db.close();
  return stolen;
}

describe('a false host at the right address, with the room’s id, its log and its old secrets', () => {
  test('is entered by nobody who was there before: the session stops, and so does the next run', async () => {
    const path = join(temporaryFolder(), 'room.db');
    const host = await library(path);
    const { port } = host.listening;
    const { fingerprint } = host.security;
    const address = `127.0.0.1:${port}`;
    const folder = temporaryFolder();
    const first = startParty('Gus', folder);
    expectOk(await first.party.join(address));
    expectOk(first.party.say('said before'));
    await until(() => first.party.outbox().length === 0, 'it is accepted');
    await host.close();
    await until(() => first.party.room()?.connection.state === 'waiting', 'the room is out of reach');
    expectOk(first.party.say('for the library only'));

    const evil = await library(stolenWithoutKey(path), port);
    expect(evil.info).toEqual(host.info);
    first.party.reconnectNow();
    await until(() => first.party.room()?.connection.state === 'closed', 'it stops');
    const problem = { code: 'room_key_changed', detail: { key: evil.security.fingerprint, before: fingerprint } };
    expect(first.party.room()?.connection).toMatchObject({ problem });
    await first.party.close();
    const second = startParty('', folder);
    expect(await second.party.join(address)).toMatchObject({ ok: false, problem });
    expect(evil.whereIs('m1')).toEqual([]);

    // Whoever compared the fingerprints and trusts it is a newcomer there: nothing of before is said.
    const { you } = expectOk(await second.party.join(`${address}?key=${evil.security.fingerprint}`));
    expect([second.party.outbox(), you === 'm1']).toEqual([[], false]);
    await second.party.close();
    await evil.close();

    await library(path, port);
    const third = startParty('', folder);
    expectOk(await third.party.join(address));
    await hears(third, 'for the library only');
  });

  test('is refused by whoever joins for the first time with the fingerprint of an invite', async () => {
    const path = join(temporaryFolder(), 'room.db');
    const host = await library(path);
    const { port } = host.listening;
    const { fingerprint } = host.security;
    await host.close();
    const evil = await library(stolenWithoutKey(path), port);
    const { party } = startParty('Gus');
    const invite = `partyline://127.0.0.1:${port}?key=${fingerprint}`;
    expect(await party.join(invite)).toMatchObject({ ok: false, problem: { code: 'room_key_wrong' } });
    expect(evil.members()).toEqual([]);
    await evil.close();
    await library(path, port);
    expectOk(await party.join(invite));
  });
});

test('a room keeps its key over a restart, and another computer’s copy of it is the same room', async () => {
  const path = join(temporaryFolder(), 'room.db');
  const host = await library(path);
  const { port } = host.listening;
  const { fingerprint } = host.security;
  const { party } = startParty('Gus');
  expectOk(await party.join(`127.0.0.1:${port}`));
  await host.close();
  const again = await library(path, port);
  expect(again.security.fingerprint).toBe(fingerprint);
  party.reconnectNow();
  await until(() => party.room()?.connection.state === 'online', 'it is there again');
});

test('a room that was entered before there were keys proves itself as before, and is known by its key from then on', async () => {
  const path = join(temporaryFolder(), 'room.db');
  const host = await library(path);
  const { port } = host.listening;
  const folder = temporaryFolder();
  const first = startParty('Gus', folder);
  const { you } = expectOk(await first.party.join(`127.0.0.1:${port}`));
  const copy = first.party.room()?.copy ?? '';
  await first.party.close();
  const db = new DatabaseSync(join(dataFolder.joinedRooms(folder), copy));
  db.exec('UPDATE identity SET room_key = NULL');
  db.close();
  const second = startParty('', folder);
  expect(expectOk(await second.party.join(`127.0.0.1:${port}`)).you).toBe(you);
  await second.party.close();
  await host.close();
  await library(stolenWithoutKey(path), port);
  const third = startParty('', folder);
  expect(await third.party.join(`127.0.0.1:${port}`)).toMatchObject({ problem: { code: 'room_key_changed' } });
});

test('two people meet, know each other by their keys in the next run, and are asked about a third who takes a name', async () => {
  const host = await library();
  const address = `127.0.0.1:${host.listening.port}`;
  const [folder, other] = [temporaryFolder(), temporaryFolder()];
  const ada = startParty('Ada', folder);
  const ben = startParty('Ben', other);
  expectOk(await ada.party.join(address));
  expectOk(await ben.party.join(address));
  const people = () => ada.party.whole.people;
  await until(() => people().list().contacts.length === 1, 'they met');
  const [met] = people().list().contacts;
  expect(met).toMatchObject({ nick: 'Ben', key: ben.party.whole.identity.card.key, rooms: [{ name: 'Library' }] });
  const { link } = ben.party.whole.people.own();
  expect(expectOk(people().scan(link, met?.key)).verified?.how).toBe('qr');
  await ada.party.close();
  await ben.party.close();

  const again = startParty('', folder);
  expect(again.party.whole.identity.card.key).toBe(ada.party.whole.identity.card.key);
  expectOk(await again.party.join(address));
  const eve = startParty('Bеn');
  expectOk(await eve.party.join(address));
  await until(() => again.party.whole.people.list().changes.length === 1, 'it is asked');
  expect(again.party.whole.people.list().changes[0]).toMatchObject({
    ...{ by: 'name', known: met?.key, key: eve.party.whole.identity.card.key },
  });
  expect(again.party.whole.people.list().contacts.map(({ key }) => key)).toEqual([met?.key]);
});
