import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { fileMember, isSame, randomFile, sendAll } from '../../support/files/file-members.ts';
import { smallDisk } from '../../support/files/small-disk.ts';
import { startHost } from '../../support/programs/cli.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const MIB = 1_048_576;
const GIB_32 = 34_359_738_368;
const DIGEST = 32;
const onLinux = process.platform === 'linux' && existsSync('/proc/self/fd');
const able = onLinux && smallDisk(tmpdir(), 65_536) !== undefined;
if (!able) console.warn('NOT TESTED HERE: a small disk, for this machine lets nobody mount a small file system.');

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function handlesOf(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

describe('who says that much will come, and sends nothing', () => {
  test('takes no hosted file from anybody', async () => {
    const { port } = (await openRoom({ limits: { spoolBytes: 40 * MIB, fileBytes: 40 * MIB } })).listening;
    const member = await fileMember(port, 'Member');
    const path = randomFile('hosted.bin', 3 * MIB);
    await sendAll(member, path);
    for (let number = 0; number < 2; number += 1) {
      const stranger = await RawClient.connect(port);
      stranger.send({ type: 'put', hash: sha256(randomBytes(8)), total_size: 40 * MIB });
      const asks = await RawClient.connect(port);
      const list = randomBytes(40 * DIGEST);
      asks.send({ type: 'ask', hash: sha256(randomBytes(8)), size: 40 * MIB, total_size: list.length }, list);
      await asks.next('has');
    }
    expect(isSame(path, (await member.fetch('hosted.bin')).path)).toBe(true);
  });

  test('takes none with 32 GiB either, as large as a file may be', async () => {
    const { port } = (await openRoom()).listening;
    const member = await fileMember(port, 'Member');
    const path = randomFile('hosted.bin', MIB + 1);
    await sendAll(member, path);
    for (let number = 0; number < 2; number += 1) {
      const stranger = await RawClient.connect(port);
      stranger.send({ type: 'put', hash: sha256(randomBytes(8)), total_size: GIB_32 });
      stranger.send({ type: 'pieces', hash: sha256(randomBytes(8)) });
    }
    expect(isSame(path, (await member.fetch('hosted.bin')).path)).toBe(true);
  });

  test.runIf(onLinux)('holds no file open, however many contents it asks about', async () => {
    const host = await startHost(['--data', temporaryFolder()]);
    const before = handlesOf(host.pid);
    const stranger = await RawClient.connect(host.port);
    for (let number = 0; number < 500; number += 1) {
      const list = randomBytes(2 * DIGEST);
      stranger.send({ type: 'ask', hash: sha256(list), size: 2 * MIB, total_size: list.length }, list);
    }
    await until(() => stranger.received.filter(({ type }) => type === 'has').length === 500, 'all are answered');
    expect(handlesOf(host.pid) - before).toBeLessThan(10);
  });

  test('may begin so many contents over one link, and is refused more', async () => {
    const { port } = (await openRoom()).listening;
    const stranger = await RawClient.connect(port);
    for (let number = 0; number < 1_100; number += 1) {
      const list = randomBytes(2 * DIGEST);
      stranger.send({ type: 'ask', hash: sha256(list), size: 2 * MIB, total_size: list.length }, list);
    }
    expect(await stranger.next('refused')).toMatchObject({ code: 'spool_full' });
    const larger = await RawClient.connect(port);
    for (let number = 0; number < 3; number += 1) {
      const list = Buffer.alloc(MIB, number);
      larger.send({ type: 'ask', hash: sha256(list), size: GIB_32, total_size: list.length }, list);
    }
    expect(await larger.next('refused')).toMatchObject({ code: 'spool_full' });
  });
});

describe('who asks for much and reads nothing', () => {
  test.runIf(onLinux)('holds no handle for each of its questions', async () => {
    const host = await startHost(['--data', temporaryFolder()]);
    const member = await fileMember(host.port, 'Member');
    const path = randomFile('large.bin', 8 * MIB);
    await sendAll(member, path);
    const hash = (await member.fileEvent('large.bin')).file?.hash;
    const before = handlesOf(host.pid);
    const strangers = await Promise.all(Array.from({ length: 8 }, () => RawClient.connect(host.port)));
    for (const stranger of strangers) {
      stranger.socket.pause();
      for (let number = 0; number < 300; number += 1) stranger.send({ type: 'fetch', hash });
    }
    expect(isSame(path, (await member.fetch('large.bin')).path)).toBe(true);
    expect(handlesOf(host.pid) - before).toBeLessThan(8 + 10);
  });
});

describe.runIf(able)('files on a disk that gets full', () => {
  const DISK = 48 * MIB;
  const MANY = ['--limit', 'messageBurst=10000'];

  test('are refused with spool_full, while every message is taken and what was hosted stays', async () => {
    const folder = temporaryFolder();
    const wrapper = smallDisk(folder, DISK) as readonly string[];
    const host = await startHost(['--data', folder, ...MANY], { wrapper });
    const members = await Promise.all(Array.from({ length: 8 }, (_, at) => fileMember(host.port, `Member ${at}`)));
    const [first] = members;
    if (!first) throw new Error('nobody');
    const hosted = randomFile('hosted.bin', 2 * MIB);
    await sendAll(first, hosted);
    const talker = await RawClient.join(host.port, 'talker');
    const sent = members.map((member, at) => sendAll(member, randomFile(`upload ${at}.bin`, 5 * MIB)));
    const outcomes = Promise.allSettled(sent);
    for (let number = 0; number < 300; number += 1) await talker.sayAccepted(`m${number}`, 'x'.repeat(8_000));
    const settled = await outcomes;
    const refused = settled.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(String(reason)).toContain('spool_full');
    expect(settled.length - refused.length).toBeGreaterThan(0);
    expect(isSame(hosted, (await first.fetch('hosted.bin')).path)).toBe(true);
    for (let number = 0; number < 100; number += 1) await talker.sayAccepted(`n${number}`, 'x'.repeat(8_000));
  });

  test('make way for the log, which takes more than they left free', async () => {
    const folder = temporaryFolder();
    const wrapper = smallDisk(folder, DISK) as readonly string[];
    const host = await startHost(['--data', folder, ...MANY], { wrapper });
    const member = await fileMember(host.port, 'Member');
    for (let number = 0; number < 4; number += 1) await sendAll(member, randomFile(`file ${number}.bin`, 4 * MIB));
    const talker = await RawClient.join(host.port, 'talker');
    for (let number = 0; number < 1_500; number += 1) await talker.sayAccepted(`m${number}`, 'x'.repeat(15_000));
    await expect(member.fetch('file 0.bin')).rejects.toThrow('file_gone');
  });
});
