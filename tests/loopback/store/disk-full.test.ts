import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { fillDisk, smallDisk } from '../../support/files/small-disk.ts';
import { type CliProcess, startHost } from '../../support/programs/cli.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

const DISK_BYTES = 2_097_152;
const able = process.platform === 'linux' && existsSync('/proc/self/root') && smallDisk(tmpdir(), 65_536) !== undefined;
if (!able) console.warn('NOT TESTED HERE: a full disk, for this machine lets nobody mount a small file system.');

/** A host whose log lies on a small disk of its own. */
async function hostOnSmallDisk(): Promise<CliProcess & { port: number; folder: string }> {
  const folder = temporaryFolder();
  const wrapper = smallDisk(folder, DISK_BYTES) as readonly string[];
  return Object.assign(await startHost(['--data', folder], { wrapper }), { folder });
}

/** Says long messages until the host refuses one. @returns the ids that were accepted, and the refused one */
async function talkUntilRefused(member: RawClient): Promise<{ accepted: string[]; refused: string; code: unknown }> {
  const accepted: string[] = [];
  for (let number = 1; number <= 500; number += 1) {
    const id = `long-${number}`;
    member.say(id, `${id} ${'x'.repeat(12_000)}`);
    const answer = await member.find(({ type, id: of }) => of === id && type !== 'event', `an answer to ${id}`);
    if (answer.type === 'refused') return { accepted, refused: id, code: answer.code };
    accepted.push(id);
  }
  throw new Error('the disk never filled up');
}

function idsHeard(member: RawClient): unknown[] {
  return member
    .events()
    .filter(({ kind }) => kind === 'message')
    .map(({ id }) => id);
}

describe.runIf(able)('on a full disk', () => {
  test('the sender is refused with disk_full, nothing accepted is lost, and talking goes on when there is room', async () => {
    const host = await hostOnSmallDisk();
    const talker = await RawClient.join(host.port, 'talker');
    const listener = await RawClient.join(host.port, 'listener');
    await talker.sayAccepted('before', 'before');
    const makeRoom = fillDisk(host.pid, host.folder);
    const { accepted, refused, code } = await talkUntilRefused(talker);
    expect(code).toBe('disk_full');
    // The room itself lives on: who is in it is still answered.
    listener.send({ type: 'ping', t: 7 });
    await listener.next('pong');
    makeRoom();
    // What was refused is said again, under its id as every client does, and is new to the room.
    const seq = await talker.find(() => true, 'anything').then(() => sayAgain(talker, refused));
    const heard = await listener.find(({ type, id }) => type === 'event' && id === refused, `the message ${refused}`);
    expect(heard.seq).toBe(seq);
    await talker.sayAccepted('after', 'after');
    await listener.heard('after');
    const late = await RawClient.join(host.port, 'late');
    await late.heard('after');
    const all = ['before', ...accepted, refused, 'after'];
    for (const member of [talker, listener, late]) expect(idsHeard(member)).toEqual(all);
    const numbers = late.events().map(({ seq: number }) => number);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  test('who wants to come in is told why not, and comes in when there is room', async () => {
    const host = await hostOnSmallDisk();
    const talker = await RawClient.join(host.port, 'talker');
    const makeRoom = fillDisk(host.pid, host.folder);
    await talkUntilRefused(talker);
    let turnedAway: RawClient | undefined;
    for (let tries = 0; tries < 200 && turnedAway === undefined; tries += 1) {
      const comer = await RawClient.connect(host.port);
      comer.hello(`comer ${tries}`);
      const answer = await comer.find(({ type }) => type === 'welcome' || type === 'error', 'an answer');
      if (answer.type === 'error') turnedAway = comer;
    }
    expect(turnedAway?.received.at(-1)?.code).toBe('disk_full');
    await turnedAway?.closed;
    makeRoom();
    const again = await RawClient.join(host.port, 'again');
    await talker.sayAccepted('after', 'after');
    await again.heard('after');
    expect(await host.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  test('a host that can not write its log at all says so and does not start', async () => {
    const folder = temporaryFolder();
    const host = startHost(['--data', folder], { wrapper: smallDisk(folder, 4_096) as readonly string[] });
    await expect(host).rejects.toThrow(/disk_full|store_failed/);
  });
});

/** Says `id` once more. @returns the number that the host gave it */
async function sayAgain(member: RawClient, id: string): Promise<unknown> {
  const known = member.received.length;
  member.say(id, `${id} ${'x'.repeat(12_000)}`);
  const answer = await member.find(
    (header) => header.id === id && header.type !== 'event' && member.received.indexOf(header) >= known,
    `an answer to ${id} said again`,
  );
  expect(answer.type).toBe('accepted');
  return answer.seq;
}
