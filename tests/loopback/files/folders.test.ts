import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileMember, isSame, randomFile, sendAll } from '../../support/files/file-members.ts';
import { TcpRelay } from '../../support/network/tcp-relay.ts';
import { CliProcess, startHost } from '../../support/programs/cli.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const MIB = 1_048_576;
const hasModes = process.platform !== 'win32';

/** A folder called `name` with what `fill` puts there. */
function folderOf(name: string, fill: (folder: string) => void): string {
  const folder = join(temporaryFolder(), name);
  mkdirSync(folder);
  fill(folder);
  return folder;
}

async function members(): Promise<
  readonly [Awaited<ReturnType<typeof fileMember>>, Awaited<ReturnType<typeof fileMember>>]
> {
  const { port } = (await openRoom()).listening;
  return [await fileMember(port, 'Sender'), await fileMember(port, 'Receiver')];
}

describe('a folder', () => {
  test('arrives with the folders in it that hold nothing', async () => {
    const [sender, receiver] = await members();
    await sendAll(
      sender,
      folderOf('tree', (folder) => {
        mkdirSync(join(folder, 'empty/inside'), { recursive: true });
        mkdirSync(join(folder, '空'));
        randomFile('a.txt', 10, folder);
      }),
      folderOf('nothing', () => {}),
    );
    const { path = '' } = await receiver.fetch('tree');
    expect(readdirSync(path, { recursive: true }).sort()).toEqual(['a.txt', 'empty', 'empty/inside', '空']);
    expect(readdirSync((await receiver.fetch('nothing')).path ?? 'none')).toEqual([]);
  });

  test.runIf(hasModes)('arrives with programs that can be run, and nothing else that can', async () => {
    const [sender, receiver] = await members();
    const folder = folderOf('scripts', (inside) => {
      writeFileSync(join(inside, 'run.sh'), '#!/bin/sh\n', { mode: 0o755 });
      writeFileSync(join(inside, 'own'), '', { mode: 0o700 });
      writeFileSync(join(inside, 'text.txt'), 'text', { mode: 0o644 });
    });
    await sendAll(sender, folder);
    const { path = '' } = await receiver.fetch('scripts');
    const runs = (name: string) => (statSync(join(path, name)).mode & 0o100) !== 0;
    expect(['run.sh', 'own', 'text.txt'].map(runs)).toEqual([true, true, false]);
    // What arrives is never more open than what other programs make, nor more than a program may be.
    expect(statSync(join(path, 'run.sh')).mode & 0o7022).toBe(0);
  });

  test.runIf(hasModes)('says to both what of it stayed behind: links, and names that are no UTF-8', async () => {
    const [sender, receiver] = await members();
    const folder = folderOf('mixed', (inside) => {
      randomFile('real.txt', 5, inside);
      symlinkSync('real.txt', join(inside, 'link inside'));
      symlinkSync('/etc/passwd', join(inside, 'link outside'));
      symlinkSync('.', join(inside, 'loop'));
      writeFileSync(Buffer.from(`${inside}/caf\xe9.txt`, 'latin1'), 'latin');
      mkdirSync(Buffer.from(`${inside}/\xc4\xe3`, 'latin1'));
      writeFileSync(Buffer.from(`${inside}/\xc4\xe3/inside.txt`, 'latin1'), 'gbk');
    });
    const [sent] = await sendAll(sender, folder);
    const received = await receiver.fetch('mixed');
    expect(readdirSync(received.path ?? '')).toEqual(['real.txt']);
    for (const one of [sent, received]) {
      expect(one?.left).toEqual({
        all: 5,
        some: [
          { path: 'caf\ufffd.txt', why: 'name' },
          { path: 'link inside', why: 'link' },
          { path: 'link outside', why: 'link' },
          { path: 'loop', why: 'link' },
          { path: '\ufffd\ufffd', why: 'name' },
        ],
      });
    }
  });

  test('arrives with names that differ only in ways that this system knows', async () => {
    const [sender, receiver] = await members();
    const names = ['ﬁ.txt', 'fi.txt', 'Ａ.txt', 'A.txt', '_', '👩‍👩‍👧.png', 'می‌خواهم.txt'];
    await sendAll(
      sender,
      folderOf('names', (folder) => {
        for (const name of names) writeFileSync(join(folder, name), name);
      }),
    );
    const { path = '' } = await receiver.fetch('names');
    expect(readdirSync(path).sort()).toEqual([...names].sort());
    for (const name of names) expect(readFileSync(join(path, name), 'utf8')).toBe(name);
  });

  test('with a file called like another’s unfinished one arrives whole, also after cuts', async () => {
    const { port } = (await openRoom()).listening;
    const folder = folderOf('parts', (inside) => {
      for (const name of ['a', 'a.part', 'a.part.part', '.partyline-parts']) randomFile(name, 3 * MIB, inside);
    });
    await sendAll(await fileMember(port, 'Sender'), folder);
    const relay = await TcpRelay.open(port);
    relay.cutAfter = 2 * MIB;
    const receiver = await fileMember(port, 'Receiver', { filePort: relay.port });
    const fetched = receiver.fetch('parts');
    await until(() => relay.cuts >= 1, 'it is cut');
    relay.cutAfter = Number.POSITIVE_INFINITY;
    const { path = '' } = await fetched;
    const names = readdirSync(path).sort();
    expect(names).toEqual(['.partyline-parts (2)', 'a', 'a.part', 'a.part.part']);
    for (const name of names.slice(1)) expect(isSame(join(folder, name), join(path, name))).toBe(true);
  });

  test('that is fetched in several runs goes on with what it has, and writes over nothing', async () => {
    const { port } = (await openRoom()).listening;
    const folder = folderOf('long', (inside) => {
      for (let number = 0; number < 30; number += 1) randomFile(`${number}.bin`, MIB, inside);
    });
    await sendAll(await fileMember(port, 'Sender'), folder);
    const [data, downloads] = [temporaryFolder(), temporaryFolder()];
    const first = await fileMember(port, 'Receiver', { data, downloads });
    first.transfers.receive(await first.fileEvent('long'));
    const part = join(downloads, 'long.part');
    await until(() => existsSync(join(part, '3.bin')), 'some of it is there');
    first.quit();
    // Somebody puts a file of their own where one will go.
    writeFileSync(join(part, '29.bin'), 'mine');
    const again = await fileMember(port, 'Receiver', { data, downloads });
    await until(() => again.transfers.list().every(({ state }) => state === 'done'), 'it is done');
    const path = join(downloads, 'long');
    expect(readFileSync(join(path, '29.bin'), 'utf8')).toBe('mine');
    expect(isSame(join(folder, '29.bin'), join(path, '29 (2).bin'))).toBe(true);
    for (let number = 0; number < 29; number += 1) {
      expect(isSame(join(folder, `${number}.bin`), join(path, `${number}.bin`)), `${number}`).toBe(true);
    }
  });
});

describe('a list of a folder that a stranger made', () => {
  const content = Buffer.from('content');
  const hash = createHash('sha256').update(content).digest('hex');

  test('leads nowhere but into its folder, also through a link that lies there', async () => {
    const { port } = (await openRoom()).listening;
    const eve = await RawClient.connect(port);
    const put = async (bytes: Buffer, more: object) => {
      const of = createHash('sha256').update(bytes).digest('hex');
      eve.send({ type: 'put', hash: of, total_size: bytes.length, ...more });
      eve.write(bytes);
      await eve.find(
        ({ type, hash: answered }) => (type === 'kept' || type === 'accepted') && answered === of,
        'an answer',
      );
    };
    await put(content, {});
    const paths = ['../../up.txt', '/etc/absolute.txt', 'link/inside.txt', 'a\u202etxt.exe', 'nul', 'x/../../y'];
    const list = {
      files: paths.map((path) => ({ path, size: content.length, hash, kind: 'link', target: '/etc', exec: true })),
      folders: ['../outside', '/tmp/outside', 'link', '..', ''],
      links: [{ path: 'link', target: '/etc' }],
      left: { all: 1, some: [{ path: 'gone\u001b[2J\nforged', why: 'link' }] },
    };
    const offer = {
      type: 'offer',
      filename: 'evil',
      nick: 'Eve',
      device: 'e'.repeat(32),
      folder: { files: 6, bytes: 42 },
    };
    await put(Buffer.from(JSON.stringify(list)), offer);
    const outside = temporaryFolder();
    const downloads = join(outside, 'downloads');
    mkdirSync(join(downloads, 'evil'), { recursive: true });
    symlinkSync(temporaryFolder(), join(downloads, 'evil', 'link'));
    const receiver = await fileMember(port, 'Receiver', { downloads });
    const { path = '' } = await receiver.fetch('evil');
    expect(readdirSync(outside)).toEqual(['downloads']);
    expect(path).toBe(join(downloads, 'evil (2)'));
    expect(readdirSync(join(downloads, 'evil', 'link'))).toEqual([]);
    for (const inside of readdirSync(path, { recursive: true, withFileTypes: true })) {
      expect(inside.isSymbolicLink()).toBe(false);
    }
  });
});

describe('in a terminal', () => {
  test.runIf(hasModes)('what stayed behind is said by send and by fetch, a line each', async () => {
    const host = await startHost(['--data', temporaryFolder()]);
    const at = `127.0.0.1:${host.port}`;
    const folder = folderOf('mixed', (inside) => {
      randomFile('real.txt', 5, inside);
      symlinkSync('real.txt', join(inside, 'link\nforged'));
    });
    const send = new CliProcess(['send', folder, at]);
    expect(await send.ends()).toMatchObject({ code: 0 });
    const words = 'mixed: 1 stayed behind: link ⏎ forged (a symbolic link)';
    expect(send.errors.split('\n')).toContain(words);
    const fetch = new CliProcess(['fetch', 'mixed', at, '--out', temporaryFolder()]);
    expect(await fetch.ends()).toMatchObject({ code: 0 });
    expect(fetch.errors.split('\n')).toContain(words);
    const json = new CliProcess(['fetch', 'mixed', at, '--out', temporaryFolder(), '--json']);
    expect(await json.ends()).toMatchObject({ code: 0 });
    expect(JSON.parse(json.lines.at(-1) ?? '')).toMatchObject({ event: 'fetched', left: { all: 1 } });
  });
});
