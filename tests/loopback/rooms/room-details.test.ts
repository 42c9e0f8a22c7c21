import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TextClient } from '../../support/programs/text-client.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { expectOk, startParty } from '../../support/rooms/parties.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const ROOM = { name: 'Studio', port: 0, bind: '127.0.0.1' };

test('a room’s details are what was said, sent and lies on the disk, for its host and for a guest', async () => {
  const began = Date.now();
  const { whole: host } = startParty('Hana').party;
  const theirs = expectOk(await host.places.host({ ...ROOM, plain: true, durable: true }));
  const { whole: guest } = startParty('Gus').party;
  const ours = expectOk(await guest.places.join(theirs.address));
  const [hana, gus] = [host.places.get(theirs.key), guest.places.get(ours.key)];
  if (!hana || !gus) throw new Error('both are in the room');
  const path = join(temporaryFolder(), 'plan.txt');
  writeFileSync(path, 'x'.repeat(50_000));
  for (let index = 0; index < 30; index += 1) expectOk(gus.say(`message ${index}`));
  expectOk(hana.say('welcome'));
  expectOk(gus.files.send([path]));
  await until(() => gus.files.list().every(({ state }) => state === 'done'), 'the file is sent');
  await until(() => [hana, gus].every(({ guest: { newest } }) => newest === 34), 'everybody has everything');

  const asHost = expectOk(await host.places.details(theirs.key));
  expect(asHost).toMatchObject({ events: 34, newest: 34, messages: 31, people: 2, fileCount: 1 });
  expect(asHost.hosting).toMatchObject({ bind: '127.0.0.1', plain: true, durable: true });
  expect(asHost.files[0]).toMatchObject({ nick: 'Gus', file: { name: 'plan.txt', size: 50_000 } });
  expect(asHost.since).toBeGreaterThanOrEqual(began);
  expect(asHost.fileBytes).toBeGreaterThanOrEqual(50_000);
  expect(asHost.logBytes).toBeGreaterThan(31 * 40);

  const asGuest = expectOk(await guest.places.details(ours.key));
  expect(asGuest).toMatchObject({ events: 34, messages: 31, fileCount: 1, fileBytes: 0, hosting: undefined });
  expect(await guest.places.details('0123456789abcdef')).toMatchObject({ ok: false, problem: { code: 'no_room' } });
});

test('a person’s card has what they said, since when they are here, and to the host alone where they are', async () => {
  const { whole: host } = startParty('Hana').party;
  const theirs = expectOk(await host.places.host(ROOM));
  const other = expectOk(await host.places.host({ ...ROOM, name: 'Lab' }));
  const { whole: guest } = startParty('Gus').party;
  const ours = expectOk(await guest.places.join(theirs.address));
  expectOk(await guest.places.join(other.address));
  const text = await TextClient.connect(Number(theirs.address.split(':')[1]));
  text.write('hello\n');
  const gus = guest.places.get(ours.key);
  if (!gus) throw new Error('the guest is in the room');
  expectOk(gus.say('one'));
  const members = () => host.places.get(theirs.key)?.guest.members ?? [];
  await until(() => members().length === 3, 'all are here');
  await until(() => gus.guest.outbox.length === 0, 'it is said');
  const you = gus.guest.you ?? '';
  await until(() => host.places.get(theirs.key)?.guest.newest === gus.guest.newest, 'the host has it as well');

  const seen = expectOk(await host.places.person(theirs.key, { member: you, nick: 'Gus' }));
  expect(seen).toMatchObject({ messages: 1, files: 0, alsoIn: ['Lab'] });
  expect(seen.links).toEqual([
    expect.objectContaining({ address: '127.0.0.1', transport: 'tcp', relation: 'this_computer' }),
  ]);
  expect(seen.hereSince).toBeGreaterThan(0);
  const plain = members().find((one) => one.plain)?.id ?? '';
  const script = expectOk(await host.places.person(theirs.key, { member: plain, nick: '' }));
  expect(script.links).toHaveLength(1);

  const asGuest = expectOk(await guest.places.person(ours.key, { member: plain, nick: '' }));
  expect(asGuest.links).toEqual([]);
  expect(asGuest.messages).toBe(script.messages);

  text.end();
  await until(() => members().length === 2, 'the script left');
  const gone = expectOk(await host.places.person(theirs.key, { member: plain, nick: '' }));
  expect(gone).toMatchObject({ links: [], hereSince: undefined });
});
