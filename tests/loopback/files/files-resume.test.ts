import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dialRoom } from '../../../src/node/net/dial.ts';
import { type FileMember, fileMember, isSame, randomFile, sendAll } from '../../support/files/file-members.ts';
import { freePort } from '../../support/network/ports.ts';
import { TcpRelay } from '../../support/network/tcp-relay.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const MIB = 1_048_576;
const SIZE = 24 * MIB + 77;

function start(member: FileMember, path: string): string {
  const sent = member.transfers.send([path]);
  if (!sent.ok) throw new Error(sent.problem.text);
  return sent.value[0]?.id ?? '';
}

async function receive(member: FileMember, name: string): Promise<string> {
  const received = member.transfers.receive(await member.fileEvent(name));
  if (!received.ok) throw new Error(received.problem.text);
  return received.value.id;
}

describe('a file whose link is cut again and again', () => {
  test('is sent on from the pieces that the host has', async () => {
    const { port } = (await openRoom()).listening;
    const relay = await TcpRelay.open(port);
    const sender = await fileMember(port, 'Sender', { filePort: relay.port });
    const path = randomFile('cut.bin', SIZE);
    relay.cutAfter = 7 * MIB;
    const id = start(sender, path);
    for (let cut = 1; cut <= 3; cut += 1) {
      await until(() => relay.cuts === cut, 'it is cut');
      relay.cutAfter = 5 * MIB;
    }
    await sender.reaches(id, 'done');
    // What was under way at a cut is sent again, and no more than that.
    expect(relay.up).toBeLessThan(SIZE + relay.cuts * 9 * MIB);
    expect(isSame(path, (await sender.fetch('cut.bin')).path)).toBe(true);
  });

  test('is fetched on from the last verified piece', async () => {
    const { port } = (await openRoom()).listening;
    const relay = await TcpRelay.open(port);
    const sender = await fileMember(port, 'Sender');
    const path = randomFile('cut.bin', SIZE);
    await sendAll(sender, path);
    const receiver = await fileMember(port, 'Receiver', { filePort: relay.port });
    relay.cutAfter = 7 * MIB;
    const id = await receive(receiver, 'cut.bin');
    for (let cut = 1; cut <= 3; cut += 1) {
      await until(() => relay.cuts === cut, 'it is cut');
      relay.cutAfter = 5 * MIB;
    }
    const { path: received } = await receiver.reaches(id, 'done');
    expect(isSame(path, received)).toBe(true);
    expect(relay.down).toBeLessThan(SIZE + relay.cuts * 9 * MIB);
  });
});

describe('one flipped bit in clear', () => {
  test('costs one piece of what is fetched', async () => {
    const { port } = (await openRoom()).listening;
    const relay = await TcpRelay.open(port);
    const path = randomFile('flip.bin', SIZE);
    await sendAll(await fileMember(port, 'Sender'), path);
    const dial = dialRoom({ host: '127.0.0.1', port: relay.port });
    const receiver = await fileMember(port, 'Receiver', { dial });
    relay.flipDown = 5 * MIB + 4_321;
    const { path: received, wrongPieces } = await receiver.fetch('flip.bin');
    expect([relay.flipped, wrongPieces]).toEqual([1, 1]);
    expect(isSame(path, received)).toBe(true);
    expect(relay.down).toBeLessThan(SIZE + 1.1 * MIB);
  });

  test('costs one piece of what is sent', async () => {
    const { port } = (await openRoom()).listening;
    const relay = await TcpRelay.open(port);
    const sender = await fileMember(port, 'Sender', { dial: dialRoom({ host: '127.0.0.1', port: relay.port }) });
    relay.flipUp = 5 * MIB + 4_321;
    const path = randomFile('flip.bin', SIZE);
    const [sent] = await sendAll(sender, path);
    expect([relay.flipped, sent?.wrongPieces]).toEqual([1, 1]);
    expect(relay.up).toBeLessThan(SIZE + 1.1 * MIB);
    expect(isSame(path, (await sender.fetch('flip.bin')).path)).toBe(true);
  });
});

test('one flipped bit of a sealed link costs the link, and no piece that was there', async () => {
  const { port } = (await openRoom()).listening;
  const relay = await TcpRelay.open(port);
  const path = randomFile('flip.bin', SIZE);
  await sendAll(await fileMember(port, 'Sender'), path);
  const receiver = await fileMember(port, 'Receiver', { filePort: relay.port });
  relay.flipDown = 5 * MIB + 4_321;
  const { path: received, wrongPieces } = await receiver.fetch('flip.bin');
  expect([relay.flipped, wrongPieces]).toEqual([1, 0]);
  expect(isSame(path, received)).toBe(true);
  expect(relay.down).toBeLessThan(SIZE + 9 * MIB);
});

describe('a restart', () => {
  test('of the host: both sides go on by themselves, with what it had', async () => {
    const path = join(temporaryFolder(), 'room.db');
    const port = await freePort();
    const host = await openRoom({ port, path });
    const relay = await TcpRelay.open(port);
    const sender = await fileMember(port, 'Sender', { filePort: relay.port });
    const file = randomFile('host.bin', SIZE);
    relay.cutAfter = 10 * MIB;
    const id = start(sender, file);
    await until(() => relay.cuts === 1, 'it is under way');
    await host.close();
    await openRoom({ port, path });
    await sender.reaches(id, 'done');
    expect(relay.up).toBeLessThan(SIZE + 10 * MIB);
    const receiver = await fileMember(port, 'Receiver');
    expect(isSame(file, (await receiver.fetch('host.bin')).path)).toBe(true);
  });

  test('of the sender: the file is read again and sent on, and the room is told once', async () => {
    const { port } = (await openRoom()).listening;
    const relay = await TcpRelay.open(port);
    const data = temporaryFolder();
    const before = await fileMember(port, 'Sender', { filePort: relay.port, data });
    const path = randomFile('sender.bin', SIZE);
    relay.cutAfter = 10 * MIB;
    const id = start(before, path);
    await until(() => relay.cuts === 1, 'it is under way');
    before.quit();
    const after = await fileMember(port, 'Sender', { filePort: relay.port, data });
    await after.reaches(id, 'done');
    expect(relay.up).toBeLessThan(SIZE + 10 * MIB);
    const event = await after.fileEvent('sender.bin');
    expect(after.events.filter(({ kind }) => kind === 'file')).toEqual([event]);
    expect(isSame(path, (await after.fetch('sender.bin')).path)).toBe(true);
  });

  test('of the receiver: it goes on in what it had, also after the host was away', async () => {
    const { port } = (await openRoom()).listening;
    const relay = await TcpRelay.open(port);
    const path = randomFile('receiver.bin', SIZE);
    await sendAll(await fileMember(port, 'Sender'), path);
    const [data, downloads] = [temporaryFolder(), temporaryFolder()];
    const before = await fileMember(port, 'Receiver', { filePort: relay.port, data, downloads });
    relay.cutAfter = 12 * MIB;
    const id = await receive(before, 'receiver.bin');
    await until(() => relay.cuts === 1, 'it is under way');
    before.quit();
    expect(readdirSync(downloads)).toEqual(['receiver.bin.part']);
    const after = await fileMember(port, 'Receiver', { filePort: relay.port, data, downloads });
    const { path: received } = await after.reaches(id, 'done');
    expect(isSame(path, received)).toBe(true);
    expect(readdirSync(downloads)).toEqual(['receiver.bin']);
    expect(relay.down).toBeLessThan(SIZE + 10 * MIB);
  });

  test('finds what was falsified on disk meanwhile, and fetches that again', async () => {
    const { port } = (await openRoom()).listening;
    const relay = await TcpRelay.open(port);
    const path = randomFile('disk.bin', SIZE);
    await sendAll(await fileMember(port, 'Sender'), path);
    const [data, downloads] = [temporaryFolder(), temporaryFolder()];
    const before = await fileMember(port, 'Receiver', { filePort: relay.port, data, downloads });
    relay.cutAfter = 12 * MIB;
    const id = await receive(before, 'disk.bin');
    await until(() => relay.cuts === 1, 'it is under way');
    before.quit();
    const part = join(downloads, 'disk.bin.part');
    const bytes = readFileSync(part);
    bytes.writeUInt8(bytes.readUInt8(MIB + 5) ^ 255, MIB + 5);
    writeFileSync(part, bytes);
    const after = await fileMember(port, 'Receiver', { filePort: relay.port, data, downloads });
    expect(isSame(path, (await after.reaches(id, 'done')).path)).toBe(true);
  });
});

test('a paused transfer stands still, also over a restart, and goes on when it is resumed', async () => {
  const { port } = (await openRoom()).listening;
  const relay = await TcpRelay.open(port);
  const path = randomFile('pause.bin', SIZE);
  await sendAll(await fileMember(port, 'Sender'), path);
  const [data, downloads] = [temporaryFolder(), temporaryFolder()];
  const before = await fileMember(port, 'Receiver', { filePort: relay.port, data, downloads });
  const id = await receive(before, 'pause.bin');
  before.transfers.pause(id);
  expect(before.transfers.find(id)?.state).toBe('paused');
  before.quit();
  const after = await fileMember(port, 'Receiver', { filePort: relay.port, data, downloads });
  expect(after.transfers.find(id)?.state).toBe('paused');
  after.transfers.resume(id);
  expect(isSame(path, (await after.reaches(id, 'done')).path)).toBe(true);
});

test('a cancelled transfer leaves nothing behind, and can be had again', async () => {
  const { port } = (await openRoom()).listening;
  const relay = await TcpRelay.open(port);
  const path = randomFile('cancel.bin', SIZE);
  await sendAll(await fileMember(port, 'Sender'), path);
  const receiver = await fileMember(port, 'Receiver', { filePort: relay.port });
  const id = await receive(receiver, 'cancel.bin');
  await until(() => (receiver.transfers.find(id)?.done ?? 0) > 0, 'it is under way');
  receiver.transfers.cancel(id);
  expect(receiver.transfers.find(id)?.state).toBe('cancelled');
  expect(readdirSync(receiver.downloads)).toEqual([]);
  const { path: received } = await receiver.fetch('cancel.bin');
  expect(basename(received ?? '')).toBe('cancel.bin');
  expect(isSame(path, received)).toBe(true);
});

test('a toggle in the middle goes on over the other transport', async () => {
  const { port } = (await openRoom()).listening;
  const path = randomFile('toggle.bin', SIZE);
  await sendAll(await fileMember(port, 'Sender'), path);
  const receiver = await fileMember(port, 'Receiver');
  const id = await receive(receiver, 'toggle.bin');
  for (const transport of ['udp', 'tcp', 'udp', 'tcp'] as const) {
    const done = receiver.transfers.find(id)?.done ?? 0;
    await until(
      () => (receiver.transfers.find(id)?.done ?? 0) > done || existsSync(join(receiver.downloads, 'toggle.bin')),
      'it moves',
    );
    expect(await receiver.guest.moveTo(transport)).toMatchObject({ ok: true });
    receiver.transfers.renew();
  }
  expect(isSame(path, (await receiver.reaches(id, 'done')).path)).toBe(true);
});
