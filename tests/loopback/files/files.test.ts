import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileMember, isSame, randomFile, sendAll } from '../../support/files/file-members.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const MIB = 1_048_576;

describe.each(['tcp', 'udp'] as const)('a file over %s', (transport) => {
  test.each([
    ['empty.txt', 0],
    ['a.txt', 1],
    ['small.bin', 1_024],
    ['one piece.bin', MIB],
    ['just more.bin', MIB + 1],
    ['图片 😀.png', 3 * MIB + 12_345],
  ])('called %s of %i bytes arrives as it was sent', async (name, size) => {
    const { port } = (await openRoom()).listening;
    const sender = await fileMember(port, 'Sender', { transport });
    const receiver = await fileMember(port, 'Receiver', { transport });
    const path = randomFile(name, size);
    const [sent] = await sendAll(sender, path);
    const received = await receiver.fetch(name);
    expect(isSame(path, received.path)).toBe(true);
    expect(basename(received.path ?? '')).toBe(name);
    expect(received).toMatchObject({ size, done: size, nick: 'Sender', event: sent?.event });
    expect(readdirSync(receiver.downloads)).toEqual([name]);
    await until(() => receiver.summaries.length === 1, 'a summary is told');
    expect(receiver.summaries).toEqual([{ sent: 0, received: 1, failed: 0, bytes: size }]);
  });
});

test('what was sent stays when its sender left, and is fetched by several, also by who came later', async () => {
  const { port } = (await openRoom()).listening;
  const sender = await fileMember(port, 'Sender');
  const path = randomFile('later.bin', 2 * MIB + 7);
  await sendAll(sender, path);
  sender.transfers.close();
  sender.guest.leave();
  const members = await Promise.all(['A', 'B', 'C'].map((nick) => fileMember(port, nick)));
  const received = await Promise.all(members.map((member) => member.fetch('later.bin')));
  for (const { path: where } of received) expect(isSame(path, where)).toBe(true);
});

test('the same content is kept once, and sent once, whoever offers it under whichever name', async () => {
  const files = temporaryFolder();
  const { port } = (await openRoom({ files })).listening;
  const one = await fileMember(port, 'One');
  const other = await fileMember(port, 'Other');
  const path = randomFile('first.bin', 2 * MIB);
  const copy = join(temporaryFolder(), 'second.bin');
  writeFileSync(copy, readFileSync(path));
  await sendAll(one, path);
  await sendAll(other, copy);
  const first = await one.fileEvent('first.bin');
  const second = await one.fileEvent('second.bin');
  expect(second.file?.hash).toBe(first.file?.hash);
  expect(second.from).not.toBe(first.from);
  const kept = readdirSync(files, { recursive: true })
    .map(String)
    .filter((name) => /[0-9a-f]{64}$/.test(name));
  expect(kept).toHaveLength(1);
});

test('many at once share the link, and each arrives', async () => {
  const { port } = (await openRoom()).listening;
  const sender = await fileMember(port, 'Sender');
  const receiver = await fileMember(port, 'Receiver', { settings: { acceptBelow: 100 * MIB } });
  const paths = Array.from({ length: 8 }, (_, at) => randomFile(`file ${at}.bin`, at * 700_000 + 5));
  await sendAll(sender, ...paths);
  for (const path of paths) receiver.transfers.came(await receiver.fileEvent(basename(path)));
  await until(() => receiver.summaries.length > 0, 'all are there');
  for (const path of paths) expect(isSame(path, join(receiver.downloads, basename(path)))).toBe(true);
});

test('a folder arrives with all that is in it, also what is empty or oddly named', async () => {
  const { port } = (await openRoom()).listening;
  const sender = await fileMember(port, 'Sender');
  const receiver = await fileMember(port, 'Receiver');
  const root = join(temporaryFolder(), '照片 2026');
  mkdirSync(join(root, 'a', '深'), { recursive: true });
  const inside = [
    randomFile('empty', 0, root),
    randomFile('.hidden', 10, root),
    randomFile('large.bin', 2 * MIB + 3, join(root, 'a')),
    randomFile('😀.txt', 5, join(root, 'a', '深')),
  ];
  await sendAll(sender, root);
  const { path, files } = await receiver.fetch('照片 2026');
  expect(files).toEqual({ all: 4, done: 4 });
  expect(path).toBe(join(receiver.downloads, '照片 2026'));
  for (const one of inside) expect(isSame(one, one.replace(root, path ?? ''))).toBe(true);
  expect(readdirSync(receiver.downloads)).toEqual(['照片 2026']);
});

test('a name that is taken gets a number, and what lies there stays', async () => {
  const { port } = (await openRoom()).listening;
  const sender = await fileMember(port, 'Sender');
  const receiver = await fileMember(port, 'Receiver');
  const path = randomFile('photo.tar.gz', 100);
  await sendAll(sender, path);
  writeFileSync(join(receiver.downloads, 'photo.tar.gz'), 'mine');
  const first = await receiver.fetch('photo.tar.gz');
  expect(basename(first.path ?? '')).toBe('photo (2).tar.gz');
  expect(readFileSync(join(receiver.downloads, 'photo.tar.gz'), 'utf8')).toBe('mine');
});
