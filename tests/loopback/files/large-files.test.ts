import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { fileMember, isSame, randomFile, sendAll } from '../../support/files/file-members.ts';
import { FULL_SIZE_MS, mebibytes } from '../../support/files/full-size.ts';
import { LossyRelay } from '../../support/network/lossy-relay.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();
vi.setConfig({ testTimeout: 3 * FULL_SIZE_MS });

const OVER_TCP = mebibytes(64, 1_024);
const OVER_UDP = mebibytes(2, 128);
const SMALL_FILES = 5_000;

test(`a file of ${OVER_TCP} bytes arrives over TCP as it was sent`, async () => {
  const { port } = (await openRoom()).listening;
  const sender = await fileMember(port, 'Sender', { deadlineMs: FULL_SIZE_MS });
  const receiver = await fileMember(port, 'Receiver', { deadlineMs: FULL_SIZE_MS });
  const path = randomFile('large.bin', OVER_TCP);
  await sendAll(sender, path);
  const { path: received, wrongPieces } = await receiver.fetch('large.bin');
  expect(isSame(path, received)).toBe(true);
  expect(wrongPieces).toBe(0);
});

test(`a file of ${OVER_UDP} bytes arrives over UDP through a network that loses, doubles and reorders`, async () => {
  const { port } = (await openRoom()).listening;
  const relay = await LossyRelay.open(port, { loss: 0.01, doubled: 0.01, delayMs: 1, jitterMs: 1 });
  atEnd(() => relay.close());
  const options = { transport: 'udp', filePort: relay.port, deadlineMs: FULL_SIZE_MS } as const;
  const sender = await fileMember(port, 'Sender', options);
  const receiver = await fileMember(port, 'Receiver', options);
  const path = randomFile('lossy.bin', OVER_UDP);
  await sendAll(sender, path);
  expect(isSame(path, (await receiver.fetch('lossy.bin')).path)).toBe(true);
  expect(relay.lost).toBeGreaterThan(0);
});

test(`a folder of ${SMALL_FILES} files of 1 KiB arrives with each of them`, async () => {
  const { port } = (await openRoom()).listening;
  const sender = await fileMember(port, 'Sender');
  const receiver = await fileMember(port, 'Receiver');
  const folder = join(temporaryFolder(), 'many');
  mkdirSync(folder);
  for (let number = 0; number < SMALL_FILES; number += 1) randomFile(`${number}.bin`, 1_024, folder);
  await sendAll(sender, folder);
  const { path = '', files } = await receiver.fetch('many');
  expect(files).toEqual({ all: SMALL_FILES, done: SMALL_FILES });
  expect(readdirSync(path).toSorted()).toEqual(readdirSync(folder).toSorted());
  const different = readdirSync(folder).filter((name) => !isSame(join(folder, name), join(path, name)));
  expect(different).toEqual([]);
});
