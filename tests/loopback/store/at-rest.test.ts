import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openParty, type Party } from '../../../src/node/party/party.ts';
import type { Place } from '../../../src/node/party/place.ts';
import { SEALED_COLUMNS } from '../../../src/node/store/rest/sealed-columns.ts';
import { filesWith } from '../../support/files/bytes-in-folder.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { expectOk, startParty } from '../../support/rooms/parties.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const ROOM = { name: 'Quokka meadow', port: 0, bind: '127.0.0.1' };
/** What is said, the file's name, what is in it, the room's name, and the person's. */
const CANARIES = ['canary of words', 'canary-of-names', 'canary of contents', 'Quokka meadow', 'Hanariel'];
/** Columns that lie in clear: numbers of our own, random ids, keys and addresses; docs/adr/0046. */
const IN_CLEAR = [
  'room.id',
  'session.member',
  'identity.room_key',
  'identity.supersedes',
  'identity.reason',
  'identity.you',
  'outbox.id',
  'sealed.conversation',
  'sealed.author',
  'sealed.id',
  'sealed_read.conversation',
  'setting.key',
  'recent_room.address',
  'recent_room.room',
  'recent_room.transport',
  'place.key',
  'transfer.id',
  'transfer.room',
  'key_change.id',
  // Sealed row by row, by whoever writes the log.
  'segment.frames',
];

function placeOf(party: Party, key: string): Place {
  const place = party.places.get(key);
  if (!place) throw new Error('there is no such place');
  return place;
}

/** Hosts a room, says something in it, sends a file into it, and leaves something unsaid in another that is gone. */
async function leaveTraces(party: Party): Promise<string> {
  const { key } = expectOk(await party.places.host(ROOM));
  const place = placeOf(party, key);
  const path = join(temporaryFolder(), 'canary-of-names.txt');
  writeFileSync(path, 'canary of contents '.repeat(100_000));
  for (let number = 0; number < 200; number += 1) expectOk(place.say(`canary of words ${number}`));
  expectOk(place.files.send([path]));
  await until(() => place.files.list().some(({ state }) => state === 'done'), 'the file is sent');
  await until(() => place.guest.outbox.length === 0, 'all is said');
  return key;
}

async function setEncrypted(party: Party, encryptDisk: boolean): Promise<void> {
  expectOk(party.updateSettings({ encryptDisk }));
  await party.encryption.working;
  expect(party.encryption.state).toMatchObject({ isOn: encryptDisk, left: 0 });
}

function found(dataDir: string): readonly string[] {
  return CANARIES.filter((word) => filesWith(word, dataDir).length > 0);
}

async function texts(place: Place): Promise<readonly string[]> {
  const events = await place.guest.page(1_000, 1_000);
  return events.filter(({ kind }) => kind === 'message').map(({ text }) => text);
}

test('a folder that is encrypted shows nothing of what was said, and works on; decrypted again it is as it was', async () => {
  const dataDir = temporaryFolder();
  const { whole: party } = startParty('Hanariel', dataDir).party;
  const key = await leaveTraces(party);
  expect(found(dataDir)).toEqual(CANARIES);

  await setEncrypted(party, true);
  expect(found(dataDir)).toEqual([]);
  expectOk(placeOf(party, key).say('canary of words, later'));
  await until(() => placeOf(party, key).guest.outbox.length === 0, 'it is said');
  expect(await texts(placeOf(party, key))).toHaveLength(201);
  expect(found(dataDir)).toEqual([]);
  await party.close();
  expect(found(dataDir)).toEqual([]);

  const { whole: again } = startParty('', dataDir).party;
  expect(again.settings()).toMatchObject({ nick: 'Hanariel', encryptDisk: true });
  expectOk(await again.places.host(ROOM));
  const [card] = again.places.cards();
  const place = placeOf(again, card?.key ?? '');
  await until(() => place.guest.newest > 200, 'its log is here');
  expect(await texts(place)).toHaveLength(201);
  expect(found(dataDir)).toEqual([]);

  await setEncrypted(again, false);
  expect(found(dataDir)).toEqual(CANARIES);
  expect(existsSync(join(dataDir, 'keys', 'at-rest.json'))).toBe(false);
  expect(await texts(place)).toHaveLength(201);
});

test('files of an encrypted room are sent, fetched whole, and go on after the room was opened anew', async () => {
  const { whole: host } = startParty('Hanariel').party;
  await setEncrypted(host, true);
  const key = await leaveTraces(host);
  const address = host.places.get(key)?.address ?? '';
  const { whole: guest } = startParty('Gus').party;
  const view = expectOk(await guest.places.join(address));
  const place = placeOf(guest, view.key);
  const file = () => place.guest.history(1_000, 300).find((event) => event.file)?.seq;
  await until(() => file() !== undefined, 'the file is told of');
  expectOk(place.files.receive(file() ?? 0));
  await until(() => place.files.list().some(({ state }) => state === 'done'), 'it is received');
  expect(place.files.list()).toMatchObject([{ name: 'canary-of-names.txt', size: 1_900_000 }]);
});

test('what was broken off goes on at the next start, and every event is there at any moment', async () => {
  const dataDir = temporaryFolder();
  const first = startParty('Hanariel', dataDir).party.whole;
  await leaveTraces(first);
  let rounds = 0;
  for (let party = first; ; party = startParty('', dataDir).party.whole, rounds += 1) {
    if (rounds === 0) expectOk(party.updateSettings({ encryptDisk: true }));
    // The step that it is at is the only one of this start.
    await party.encryption.stop();
    const isDone = party.encryption.state.done === undefined;
    if (rounds > 0) {
      const { key } = expectOk(await party.places.host(ROOM));
      const place = placeOf(party, key);
      await until(() => place.guest.newest > 200, 'its log is here');
      expect(await texts(place)).toHaveLength(200);
    }
    await party.close();
    if (isDone || rounds > 3) break;
  }
  const last = startParty('', dataDir).party.whole;
  await last.encryption.working;
  expect(found(dataDir)).toEqual([]);
});

test('a key that can’t be had is said, and nothing is lost or made anew', async () => {
  const dataDir = temporaryFolder();
  const { whole: party } = startParty('Hanariel', dataDir).party;
  await leaveTraces(party);
  await setEncrypted(party, true);
  await party.close();
  const key = join(dataDir, 'keys', 'at-rest.json');
  writeFileSync(key, '{"v":1,"isOn":true,"key":"AAAA"}');
  expect(openParty({ dataDir })).toMatchObject({ ok: false, problem: { code: 'store_sealed', detail: { path: key } } });
  rmSync(key);
  expect(openParty({ dataDir })).toMatchObject({ ok: false, problem: { code: 'store_sealed' } });
});

test('every text and every blob of our databases is sealed, or known to lie in clear', async () => {
  const dataDir = temporaryFolder();
  const { whole: party } = startParty('Hanariel', dataDir).party;
  await leaveTraces(party);
  await party.close();
  const known = new Set([...SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`), ...IN_CLEAR]);
  const databases = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.db'));
  expect(databases.length).toBeGreaterThan(4);
  for (const path of databases) {
    const db = new DatabaseSync(join(dataDir, path), { readOnly: true });
    const columns = db
      .prepare(
        "SELECT t.name || '.' || c.name AS name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' AND c.type IN ('TEXT', 'BLOB')",
      )
      .all();
    db.close();
    for (const { name } of columns) expect(known, `${path} ${name}`).toContain(name);
  }
});
