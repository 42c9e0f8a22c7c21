import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mayOpen } from '../../../src/node/party/place-files.ts';
import type { Transfer } from '../../../src/shared/files/file-models.ts';
import { isSame, randomFile } from '../../support/files/file-members.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { expectOk, hosting, startParty, type WatchedParty } from '../../support/rooms/parties.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

async function fileEvent(watched: WatchedParty, name: string): Promise<number> {
  const find = () => watched.events().find(({ kind, text }) => kind === 'file' && text === name);
  await until(() => find() !== undefined, `the room is told of ${name}`);
  return find()?.seq ?? 0;
}

async function over({ party }: WatchedParty, id: string): Promise<Transfer> {
  await until(() => ['done', 'failed'].includes(party.files.find(id)?.state ?? ''), `${id} is over`);
  return party.files.find(id) as Transfer;
}

test('the host and a guest send each other files, and both windows hear how it goes', async () => {
  const host = await hosting('Hana');
  const guest = startParty('Gus');
  expectOk(await guest.party.join(host.address));
  const fromHost = randomFile('from host.bin', 3_000_000);
  const fromGuest = randomFile('from guest.bin', 2_000_000);
  expectOk(host.party.files.send([fromHost]));
  expectOk(guest.party.files.send([fromGuest]));
  const toGuest = expectOk(guest.party.files.receive(await fileEvent(guest, 'from host.bin')));
  const toHost = expectOk(host.party.files.receive(await fileEvent(host, 'from guest.bin')));
  expect(isSame(fromHost, (await over(guest, toGuest.id)).path)).toBe(true);
  expect(isSame(fromGuest, (await over(host, toHost.id)).path)).toBe(true);
  const pushed = guest.pushes.flatMap((push) => (push.kind === 'transfers' ? push.changed : []));
  expect(pushed.findLast(({ id }) => id === toGuest.id)).toMatchObject({ state: 'done', done: 3_000_000 });
  await until(() => guest.pushes.some(({ kind }) => kind === 'transfers-over'), 'a summary comes');
});

test('what the settings say is fetched without a question, and nothing else', async () => {
  const host = await hosting('Hana');
  const guest = startParty('Gus');
  const { files } = guest.party.settings();
  const downloadFolder = temporaryFolder();
  expectOk(guest.party.updateSettings({ files: { ...files, downloadFolder, acceptBelow: 1_000 } }));
  expectOk(await guest.party.join(host.address));
  expectOk(host.party.files.send([randomFile('small.bin', 1_000), randomFile('large.bin', 1_001)]));
  await fileEvent(guest, 'large.bin');
  await until(() => existsSync(join(downloadFolder, 'small.bin')), 'the small one comes by itself');
  expect(guest.party.files.list().map(({ name }) => name)).toEqual(['small.bin']);
  const { place = '', members = [] } = guest.party.room() ?? {};
  const hana = members.find(({ nick }) => nick === 'Hana');
  const trusted = { room: place, member: hana?.id ?? '', nick: 'Hana' };
  const settings = guest.party.settings().files;
  expectOk(guest.party.updateSettings({ files: { ...settings, acceptFrom: [trusted] } }));
  expectOk(host.party.files.send([randomFile('trusted.bin', 5_000)]));
  await until(() => existsSync(join(downloadFolder, 'trusted.bin')), 'what Hana sends comes by itself');
});

test('a picture is shown before it is fetched, also one that was pasted', async () => {
  const host = await hosting('Hana');
  const guest = startParty('Gus');
  expectOk(await guest.party.join(host.address));
  const picture = new Uint8Array(readFileSync(randomFile('any.bin', 5_000)));
  expectOk(host.party.files.sendBytes('pasted.png', picture));
  const preview = expectOk(await guest.party.files.preview(await fileEvent(guest, 'pasted.png')));
  expect(preview.type).toBe('image/png');
  expect(preview.bytes).toEqual(picture);
  expect(guest.party.files.list()).toEqual([]);
});

test('a program is opened only by who is sure, and nothing that is gone', async () => {
  const host = await hosting('Hana');
  const path = join(temporaryFolder(), 'setup.exe');
  writeFileSync(path, 'MZ');
  const [sent] = expectOk(host.party.files.send([path]));
  const done = await over(host, sent?.id ?? '');
  expect(done.executable).toBe(true);
  expect(mayOpen(done, false)).toMatchObject({ problem: { code: 'file_executable' } });
  expect(mayOpen(done, true)).toEqual({ ok: true, value: path });
  expect(mayOpen({ ...done, path: `${path}.gone` }, true)).toMatchObject({ problem: { code: 'file_missing' } });
});
