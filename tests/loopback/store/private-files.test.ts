import { chmodSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openParty } from '../../../src/node/party/party.ts';
import { fileMember, randomFile } from '../../support/files/file-members.ts';
import { CliProcess, startHost } from '../../support/programs/cli.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { OnePlace } from '../../support/rooms/one-place.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const FOR_OTHERS = 0o077;

/** Everything below a folder, and the folder, that others than its owner may do anything with. */
function openToOthers(path: string): string[] {
  const stat = lstatSync(path);
  const own = (stat.mode & FOR_OTHERS) === 0 ? [] : [`${path} ${(stat.mode & 0o777).toString(8)}`];
  if (!stat.isDirectory()) return own;
  return [...own, ...readdirSync(path).flatMap((name) => openToOthers(join(path, name)))];
}

/** As an older Partyline, or a careless copy, leaves a folder behind. */
function openAll(path: string): void {
  const isFolder = lstatSync(path).isDirectory();
  chmodSync(path, isFolder ? 0o755 : 0o644);
  if (isFolder) for (const name of readdirSync(path)) openAll(join(path, name));
}

async function partyIn(dataDir: string): Promise<OnePlace> {
  const opened = openParty({ dataDir, downloads: temporaryFolder() });
  if (!opened.ok) throw new Error(opened.problem.text);
  atEnd(() => opened.value.close());
  opened.value.updateSettings({ nick: 'Ann' });
  const party = new OnePlace(opened.value);
  const hosted = await party.host({ name: 'Ours', port: 0, bind: '127.0.0.1' });
  if (!hosted.ok) throw new Error(hosted.problem.text);
  return party;
}

describe.runIf(process.platform !== 'win32')('what we keep is for its owner alone', () => {
  test('in a terminal: log, write-ahead log, settings, files and the recording', async () => {
    const data = join(temporaryFolder(), 'deep', 'data');
    const record = join(temporaryFolder(), 'all.jsonl');
    const host = await startHost(['--data', data, '--record', record]);
    const sender = await fileMember(host.port, 'Sender');
    sender.transfers.send([randomFile('three.bin', 3_000_000)]);
    await until(() => sender.events.some(({ kind }) => kind === 'file'), 'the file is shared');
    const member = new CliProcess(['join', `127.0.0.1:${host.port}`, '--data', data, '--json']);
    await member.findObject(({ kind }) => kind === 'file', 'it is in the room');
    expect(openToOthers(data)).toEqual([]);
    expect(readdirSync(data)).toEqual(expect.arrayContaining(['settings.db', 'rooms', 'joined']));
    expect(openToOthers(host.temporary)).toEqual([]);
    await member.kill('SIGTERM');
    await host.kill('SIGTERM');
    expect(openToOthers(data)).toEqual([]);
    expect(openToOthers(record)).toEqual([]);
  });

  test('in the window: also what was pasted and the list of transfers', async () => {
    const data = join(temporaryFolder(), 'data');
    const party = await partyIn(data);
    expect(party.files.sendBytes('picture.png', new Uint8Array(3))).toMatchObject({ ok: true });
    await until(() => party.files.list().every(({ state }) => state === 'done'), 'it is sent');
    expect(openToOthers(data)).toEqual([]);
  });

  test('what stands open since before is closed when it is opened', async () => {
    const data = join(temporaryFolder(), 'data');
    const first = await startHost(['--data', data, '--name', 'Ours']);
    const sender = await fileMember(first.port, 'Sender');
    sender.transfers.send([randomFile('three.bin', 3_000_000)]);
    await until(() => sender.events.some(({ kind }) => kind === 'file'), 'the file is shared');
    // Killed, so that a write-ahead log stands there as well.
    await first.kill('SIGKILL');
    openAll(data);
    const second = await startHost(['--data', data, '--name', 'Ours']);
    expect(openToOthers(data)).toEqual([]);
    await second.kill('SIGTERM');
    openAll(data);
    await partyIn(data);
    expect(openToOthers(data)).toEqual([]);
  });

  test("a folder in which others' things lie is left as it is, and what we put there is ours", async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'public_html'), { mode: 0o755 });
    writeFileSync(join(folder, 'notes.txt'), '', { mode: 0o644 });
    const host = await startHost(['--data', folder]);
    await RawClient.join(host.port, 'member');
    const open = openToOthers(folder).map((line) => line.split(' ')[0]);
    expect(open).toEqual([folder, join(folder, 'notes.txt'), join(folder, 'public_html')]);
  });

  test('a room without a data folder has its log in a folder of its own', async () => {
    const host = await startHost();
    expect(readdirSync(host.temporary).length).toBeGreaterThan(0);
    for (const name of readdirSync(host.temporary)) expect(openToOthers(join(host.temporary, name))).toEqual([]);
  });

  test('the temporary folder, which everybody shares, is never touched', async () => {
    const before = lstatSync(tmpdir()).mode;
    const path = join(tmpdir(), `partyline-${process.pid}.db`);
    const room = await openRoom({ path, files: join(temporaryFolder(), 'files') });
    expect(lstatSync(path).mode & FOR_OTHERS).toBe(0);
    expect(lstatSync(tmpdir()).mode).toBe(before);
    await room.close();
  });
});
