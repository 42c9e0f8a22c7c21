import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileMember, isSame, randomFile, sendAll } from '../../support/files/file-members.ts';
import { fillDisk, smallDisk } from '../../support/files/small-disk.ts';
import { TcpRelay } from '../../support/network/tcp-relay.ts';
import { CliProcess, startHost } from '../../support/programs/cli.ts';
import { unprivileged } from '../../support/programs/programs.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const MIB = 1_048_576;
const able = process.platform === 'linux' && existsSync('/proc/self/root') && smallDisk(tmpdir(), 65_536) !== undefined;
if (!able) console.warn('NOT TESTED HERE: a full disk, for this machine lets nobody mount a small file system.');

describe('a file that is not what it was', () => {
  test('when it changes while it is sent is not sent, and the room hears of none', async () => {
    const { port } = (await openRoom()).listening;
    const relay = await TcpRelay.open(port);
    const sender = await fileMember(port, 'Sender', { filePort: relay.port });
    const path = randomFile('log.txt', 24 * MIB);
    relay.cutAfter = 5 * MIB;
    const sent = sender.transfers.send([path]);
    const id = sent.ok ? (sent.value[0]?.id ?? '') : '';
    await until(() => relay.cuts === 1, 'it is under way');
    appendFileSync(path, 'one more line');
    await expect(sender.reaches(id, 'done')).rejects.toThrow('file_changed');
    // Sent again as it is now, it arrives as it is now.
    sender.transfers.resume(id);
    await until(() => sender.transfers.find(id)?.state === 'done', 'it is sent');
    expect(isSame(path, (await sender.fetch('log.txt')).path)).toBe(true);
    expect(sender.events.filter(({ kind }) => kind === 'file')).toHaveLength(1);
  });

  test('when it is removed before its turn is said to be missing', async () => {
    const { port } = (await openRoom()).listening;
    const sender = await fileMember(port, 'Sender');
    const path = randomFile('gone.txt', 10);
    const data = temporaryFolder();
    rmSync(path);
    expect(sender.transfers.send([path])).toMatchObject({ problem: { code: 'file_missing' } });
    expect(readdirSync(data)).toEqual([]);
  });
});

describe('a disk or folder that can not be used', () => {
  test('when the person may not read the file is said to be forbidden', async () => {
    const host = await startHost(['--data', temporaryFolder()]);
    const path = randomFile('secret.txt', 10);
    chmodSync(path, 0);
    const send = new CliProcess(['send', path, `127.0.0.1:${host.port}`], { wrapper: unprivileged });
    expect(await send.ends()).toMatchObject({ code: 1 });
    expect(send.errors).toContain('this user may not do that');
  });

  test('when the person may not write into the folder is said to be forbidden, and nothing is left there', async () => {
    const host = await startHost(['--data', temporaryFolder()]);
    const at = `127.0.0.1:${host.port}`;
    expect(await new CliProcess(['send', randomFile('a.bin', 2 * MIB), at]).ends()).toMatchObject({ code: 0 });
    const folder = temporaryFolder();
    chmodSync(folder, 0o555);
    const fetch = new CliProcess(['fetch', 'a.bin', at, '--out', folder], { wrapper: unprivileged });
    expect(await fetch.ends()).toMatchObject({ code: 1 });
    expect(fetch.errors).toContain('this user may not do that');
    expect(readdirSync(folder)).toEqual([]);
    chmodSync(folder, 0o755);
    expect(
      await new CliProcess(['fetch', 'a.bin', at, '--out', folder], { wrapper: unprivileged }).ends(),
    ).toMatchObject({
      code: 0,
    });
  });

  test('when the download folder is a file is said to be unusable, and works when that is settled', async () => {
    const { port } = (await openRoom()).listening;
    const path = randomFile('a.bin', 2 * MIB);
    await sendAll(await fileMember(port, 'Sender'), path);
    const downloads = join(temporaryFolder(), 'downloads');
    writeFileSync(downloads, 'a file');
    const receiver = await fileMember(port, 'Receiver', { downloads });
    await expect(receiver.fetch('a.bin')).rejects.toThrow(/file_unsafe|store_failed|file_missing/);
    rmSync(downloads);
    const [failed] = receiver.transfers.list();
    receiver.transfers.resume(failed?.id ?? '');
    await until(() => receiver.transfers.find(failed?.id ?? '')?.state === 'done', 'it is fetched');
    expect(isSame(path, join(downloads, 'a.bin'))).toBe(true);
  });

  test.runIf(able)('a full disk of the receiver is said, and nothing half remains under the name', async () => {
    const host = await startHost(['--data', temporaryFolder()]);
    const path = randomFile('large.bin', 6 * MIB);
    expect(await new CliProcess(['send', path, `127.0.0.1:${host.port}`]).ends()).toMatchObject({ code: 0 });
    const folder = temporaryFolder();
    const wrapper = smallDisk(folder, 4 * MIB) as readonly string[];
    const fetch = new CliProcess(['fetch', 'large.bin', `127.0.0.1:${host.port}`, '--out', folder], { wrapper });
    expect(await fetch.ends()).toMatchObject({ code: 1 });
    expect(fetch.errors).toContain('disk is full');
  });

  test.runIf(able)('a full disk of the host refuses the file, and the room talks on', async () => {
    const folder = temporaryFolder();
    const wrapper = smallDisk(folder, 16 * MIB) as readonly string[];
    const host = await startHost(['--data', folder], { wrapper });
    const at = `127.0.0.1:${host.port}`;
    const tooLarge = new CliProcess(['send', randomFile('large.bin', 20 * MIB), at]);
    expect(await tooLarge.ends()).toMatchObject({ code: 1 });
    expect(tooLarge.errors).toContain('no room');
    const talker = await RawClient.join(host.port, 'talker');
    await talker.sayAccepted('1', 'we go on');
    const makeRoom = fillDisk(host.pid, folder);
    const refused = new CliProcess(['send', randomFile('small.bin', 3 * MIB), at]);
    expect(await refused.ends()).toMatchObject({ code: 1 });
    makeRoom();
    await talker.sayAccepted('2', 'and on');
    expect(await new CliProcess(['send', randomFile('fits.bin', 3 * MIB), at]).ends()).toMatchObject({ code: 0 });
  });
});

describe('limits of the spool', () => {
  test('a file that is too large is refused before its bytes are sent', async () => {
    const { port } = (await openRoom({ limits: { fileBytes: MIB } })).listening;
    const sender = await fileMember(port, 'Sender');
    await expect(sendAll(sender, randomFile('large.bin', 3 * MIB))).rejects.toThrow('file_too_large');
  });

  test('what nobody wanted for longest goes when there is no room, and who wants it is told', async () => {
    const { port } = (await openRoom({ limits: { spoolBytes: 5 * MIB } })).listening;
    const member = await fileMember(port, 'Member');
    await sendAll(member, randomFile('first.bin', 2 * MIB));
    await sendAll(member, randomFile('second.bin', 2 * MIB));
    await sendAll(member, randomFile('third.bin', 2 * MIB));
    await expect(member.fetch('first.bin')).rejects.toThrow('file_gone');
    await member.fetch('third.bin');
    await expect(sendAll(member, randomFile('never.bin', 6 * MIB))).rejects.toThrow('spool_full');
  });

  test('who names a wrong size for a content, and sends no end of it, does not keep others from sending it', async () => {
    const { port } = (await openRoom()).listening;
    const path = randomFile('true.bin', 1_000);
    const content = readFileSync(path);
    const hash = createHash('sha256').update(content).digest('hex');
    const liar = await RawClient.connect(port);
    liar.send({ type: 'put', hash, total_size: 2_000, offset: 0, length: 1_000 });
    liar.write(content);
    expect(await liar.next('refused')).toMatchObject({ code: 'file_wrong' });
    const sender = await fileMember(port, 'Sender');
    await sendAll(sender, path);
    expect(isSame(path, (await (await fileMember(port, 'Receiver')).fetch('true.bin')).path)).toBe(true);
    // The liar's link, too, can be used to tell the truth.
    liar.send({ type: 'put', hash, total_size: 1_000 });
    liar.write(content);
    expect(await liar.next('kept')).toMatchObject({ hash });
  });

  test('a content that is not its hash is refused, and nothing of it is kept', async () => {
    const files = temporaryFolder();
    const { port } = (await openRoom({ files })).listening;
    const liar = await RawClient.connect(port);
    const hash = 'ab'.repeat(32);
    liar.send({ type: 'put', hash, total_size: 3 });
    liar.write(Buffer.from('lie'));
    expect(await liar.next('refused')).toMatchObject({ hash, code: 'file_wrong' });
    const kept = readdirSync(files, { recursive: true })
      .map(String)
      .filter((name) => name.includes('ab'.repeat(10)));
    expect(kept.filter((name) => !name.endsWith('.part'))).toEqual([]);
  });
});

describe('what a stranger calls a file', () => {
  test('never leads out of the folder', async () => {
    const { port } = (await openRoom()).listening;
    const outside = temporaryFolder();
    const downloads = join(outside, 'downloads');
    mkdirSync(downloads);
    const receiver = await fileMember(port, 'Receiver', { downloads });
    const sender = await RawClient.connect(port);
    const content = Buffer.from('content');
    const hash = createHash('sha256').update(content).digest('hex');
    for (const filename of [
      '../up.txt',
      '/etc/absolute.txt',
      '..',
      'C:\\evil.txt',
      'nul',
      'a\u202etxt.exe',
      'x'.repeat(1_000),
    ]) {
      sender.send({ type: 'offer', hash, total_size: 7, filename, nick: 'Eve', device: 'e'.repeat(32) });
      sender.write(content);
      await sender.next('accepted');
      const { path } = await receiver.fetch(filename);
      expect(path?.startsWith(`${downloads}/`)).toBe(true);
    }
    expect(readdirSync(outside)).toEqual(['downloads']);
    expect(readdirSync(downloads)).toHaveLength(7);
  });

  test('is not written through a symbolic link that lies there', async () => {
    const { port } = (await openRoom()).listening;
    const receiver = await fileMember(port, 'Receiver');
    const target = join(temporaryFolder(), 'target.txt');
    symlinkSync(target, join(receiver.downloads, 'link.txt'));
    symlinkSync(target, join(receiver.downloads, 'link.txt.part'));
    await sendAll(await fileMember(port, 'Sender'), randomFile('link.txt', 10));
    const { path } = await receiver.fetch('link.txt');
    expect(path).toBe(join(receiver.downloads, 'link (2).txt'));
    expect(existsSync(target)).toBe(false);
  });
});
