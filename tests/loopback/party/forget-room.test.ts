import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Party } from '../../../src/node/party/party.ts';
import type { Place } from '../../../src/node/party/place.ts';
import type { RoomView } from '../../../src/shared/places/place-models.ts';
import { filesWith } from '../../support/files/bytes-in-folder.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { expectOk, startParty } from '../../support/rooms/parties.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const ROOM = { name: 'Quokka meadow', port: 0, bind: '127.0.0.1' };
/** Words that stand nowhere else: what is said, the file's name, what is in it, and the room's name. */
const CANARIES = ['canary of words', 'canary-of-names', 'canary of contents', 'Quokka meadow'];

function placeOf(party: Party, { key }: RoomView): Place {
  const place = party.places.get(key);
  if (!place) throw new Error('there is no such place');
  return place;
}

/** The number of the first file's event, once it is here. */
async function fileIn({ guest }: Place): Promise<number> {
  const file = () => guest.history(1_000, 100).find((event) => event.file)?.seq;
  await until(() => file() !== undefined, 'the file is told of');
  return file() ?? 0;
}

/** Says something in a room, and sends a file into it. */
async function leaveTraces(place: Place): Promise<void> {
  const path = join(temporaryFolder(), 'canary-of-names.txt');
  writeFileSync(path, 'canary of contents '.repeat(1_000));
  expectOk(place.say('canary of words'));
  expectOk(place.files.send([path]));
  await until(() => place.files.list().some(({ state }) => state === 'done'), 'the file is sent');
  await until(() => place.guest.outbox.length === 0, 'all is said');
}

test('a hosted room that is forgotten leaves nothing of itself in the data folder', async () => {
  const dataDir = temporaryFolder();
  const { whole: party } = startParty('Hana', dataDir).party;
  const view = expectOk(await party.places.host(ROOM));
  await leaveTraces(placeOf(party, view));
  for (const word of CANARIES) expect(filesWith(word, dataDir), word).not.toEqual([]);

  const told = expectOk(party.places.forgetting(view.key));
  expect(told).toMatchObject({ name: 'Quokka meadow', isHosted: true, waiting: 0 });
  expect(told.bytes).toBeGreaterThan(19_000);
  expectOk(await party.places.forget(view.key));
  for (const word of CANARIES) expect(filesWith(word, dataDir), word).toEqual([]);
  expect(party.places.knownRooms()).toEqual([]);
  expect(party.places.cards()).toEqual([]);
});

test('a joined room that is forgotten leaves nothing but what was received; other rooms keep all of theirs', async () => {
  const { whole: host } = startParty('Hana').party;
  const theirs = expectOk(await host.places.host(ROOM));
  const dataDir = temporaryFolder();
  const { whole: party } = startParty('Gus', dataDir).party;
  const other = expectOk(await party.places.host({ name: 'Other', port: 0, bind: '127.0.0.1' }));
  expectOk(placeOf(party, other).say('what the other room keeps'));
  const view = expectOk(await party.places.join(theirs.address));
  await leaveTraces(placeOf(party, view));
  const place = placeOf(party, view);
  expectOk(place.files.receive(await fileIn(place)));
  const received = join(dataDir, 'downloads', 'canary-of-names.txt');
  await until(() => existsSync(received), 'the file is received');
  await until(() => place.files.list().every(({ state }) => state === 'done'), 'all is over');

  expectOk(await party.places.forget(view.key));
  for (const word of CANARIES) {
    const left = filesWith(word, dataDir).filter((path) => path !== received);
    expect(left, word).toEqual([]);
  }
  expect(existsSync(received)).toBe(true);
  expect(filesWith('what the other room keeps', dataDir)).not.toEqual([]);
  expect(host.places.get(theirs.key)?.guest.newest).toBeGreaterThan(0);
});

test('what a rescue kept aside of a hosted room goes with it', async () => {
  const dataDir = temporaryFolder();
  const { whole: party } = startParty('Hana', dataDir).party;
  const view = expectOk(await party.places.host(ROOM));
  await leaveTraces(placeOf(party, view));
  const [log = ''] = readdirSync(join(dataDir, 'rooms')).filter((name) => name.endsWith('.db'));
  for (const ending of ['.damaged', '.damaged-2', '.damaged-wal', '.rescue'])
    writeFileSync(join(dataDir, 'rooms', `${log}${ending}`), 'canary of words');
  writeFileSync(join(dataDir, 'rooms', `other-${log}`), 'another room');
  expectOk(await party.places.forget(view.key));
  for (const word of CANARIES) expect(filesWith(word, dataDir), word).toEqual([]);
  expect(filesWith('another room', dataDir)).toHaveLength(1);
});

test('what was pasted and never sent goes with the room', async () => {
  const { whole: host } = startParty('Hana').party;
  const theirs = expectOk(await host.places.host(ROOM));
  const dataDir = temporaryFolder();
  const { whole: party } = startParty('Gus', dataDir).party;
  const view = expectOk(await party.places.join(theirs.address));
  await host.places.leave(theirs.key);
  const place = placeOf(party, view);
  expectOk(place.files.sendBytes('canary-of-names.png', Buffer.from('canary of contents')));
  expectOk(place.say('canary of words'));
  expect(filesWith('canary of contents', dataDir)).toHaveLength(1);
  expect(expectOk(party.places.forgetting(view.key))).toMatchObject({ isHosted: false, waiting: 1 });
  expectOk(await party.places.forget(view.key));
  for (const word of CANARIES) expect(filesWith(word, dataDir), word).toEqual([]);
});

test('what was received in part goes with the room', async () => {
  const { whole: host } = startParty('Hana').party;
  const theirs = expectOk(await host.places.host(ROOM));
  const path = join(temporaryFolder(), 'canary-of-names.bin');
  writeFileSync(path, Buffer.alloc(64 * 1_048_576, 'canary of contents '));
  const sending = placeOf(host, theirs);
  expectOk(sending.files.send([path]));
  await until(() => sending.files.list().some(({ state }) => state === 'done'), 'the file is sent');

  const dataDir = temporaryFolder();
  const { whole: party } = startParty('Gus', dataDir).party;
  const view = expectOk(await party.places.join(theirs.address));
  const place = placeOf(party, view);
  const { id } = expectOk(place.files.receive(await fileIn(place)));
  await until(() => filesWith('canary of contents', dataDir).length > 0, 'some of it is here');
  expectOk(place.files.pause(id));
  expectOk(await party.places.forget(view.key));
  for (const word of CANARIES) expect(filesWith(word, dataDir), word).toEqual([]);
});
