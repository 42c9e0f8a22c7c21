import { cpSync, readdirSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dataFolder } from '../../../src/node/party/data-folder.ts';
import type { RoomEvent } from '../../../src/shared/models.ts';
import { freePort } from '../../support/network/ports.ts';
import { type CliProcess, startHost } from '../../support/programs/cli.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { expectOk, hears, isOnline, startParty, type WatchedParty } from '../../support/rooms/parties.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

interface Room {
  readonly data: string;
  readonly port: number;
  start(): Promise<CliProcess>;
}

async function room(): Promise<Room> {
  const data = temporaryFolder();
  const port = await freePort();
  const start = () => startHost(['--name', 'Library', '--nick', 'Owner', '--data', data, '--port', String(port)]);
  return { data, port, start };
}

async function member(
  nick: string,
  port: number,
  folder = temporaryFolder(),
): Promise<WatchedParty & { folder: string }> {
  const watched = startParty(nick, folder);
  expectOk(await watched.party.join(`127.0.0.1:${port}`));
  return { ...watched, folder };
}

/** Says a text, and waits until the host has it on its disk. */
async function says(who: WatchedParty, text: string): Promise<void> {
  expectOk(who.party.say(text));
  await until(() => who.party.outbox().length === 0 && who.texts().includes(text), `${text} is accepted`);
}

/** The whole log as a script hears it that comes for the first time. */
async function wholeLog(port: number): Promise<readonly RoomEvent[]> {
  const script = await RawClient.join(port, 'script');
  const { seq } = await script.next('welcome');
  await script.find((header) => header.type === 'event' && header.seq === seq, 'the whole log');
  script.send({ type: 'bye' });
  return script.received.filter(({ type }) => type === 'event') as unknown as readonly RoomEvent[];
}

function said(log: readonly RoomEvent[]): readonly string[] {
  return log.filter(({ kind }) => kind === 'message').map(({ text }) => text);
}

function comesBack(who: WatchedParty, text: string): Promise<void> {
  who.party.reconnectNow();
  return until(() => isOnline(who) && who.party.outbox().length === 0, text);
}

function noticeOf({ pushes }: WatchedParty): string | undefined {
  return pushes.flatMap((push) => (push.kind === 'notice' ? [push.problem.code] : [])).at(-1);
}

test.each([
  ['ends before what the members have', 0],
  ['went on with others beyond what the members have', 20],
])(
  'a log that was restored from a backup and %s loses nothing that was accepted',
  async (_, others) => {
    const { data, port, start } = await room();
    const backup = temporaryFolder();
    const first = await start();
    const ada = await member('Ada', port);
    const bob = await member('Bob', port);
    await says(ada, 'a1');
    await says(bob, 'b1');
    await first.kill('SIGTERM');
    cpSync(data, backup, { recursive: true });

    const second = await start();
    for (const one of [ada, bob]) await comesBack(one, 'both are back');
    await says(ada, 'a2');
    await says(bob, 'b2');
    await says(ada, 'a3');
    // She was never in the log that is restored.
    const cleo = await member('Cleo', port);
    await says(cleo, 'c1');
    await until(() => [ada, bob].every((one) => one.texts().includes('c1')), 'all have it');
    await second.kill('SIGKILL');
    rmSync(data, { recursive: true });
    cpSync(backup, data, { recursive: true });

    await start();
    const dora = await RawClient.join(port, 'Dora');
    for (let count = 1; count <= others; count += 1) await dora.sayAccepted(`d${count}`, `d${count}`);
    for (const one of [ada, bob, cleo]) await comesBack(one, 'all are back');
    for (const text of ['a2', 'a3', 'b2', 'c1']) for (const one of [ada, bob, cleo]) await hears(one, text);

    const log = await wholeLog(port);
    const numbered = Array.from({ length: others }, (__, index) => `d${index + 1}`);
    expect(said(log).toSorted()).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'c1', ...numbered].toSorted());
    const late = log.filter((event) => event.late !== undefined).map(({ text }) => text);
    expect(late.toSorted()).toEqual(['a2', 'a3', 'b2', 'c1']);
    expect(late.indexOf('a2')).toBeLessThan(late.indexOf('a3'));
    expect(log.filter(({ kind }) => kind === 'restored')).toHaveLength(1);
    // Ada and Bob are who they were, and each read in words what happened.
    expect(log.find(({ text }) => text === 'a3')?.from).toBe(log.find(({ text }) => text === 'a1')?.from);
    for (const one of [ada, bob, cleo]) {
      expect(noticeOf(one)).toMatch(/^log_(behind|diverged)$/);
      const copies = readdirSync(dataFolder.joinedRooms(one.folder)).filter((name) => name.endsWith('.db'));
      expect(copies.length, 'the copy from before is kept').toBe(2);
      await until(() => (one.party.room()?.newest ?? 0) >= log.length, 'the whole log is here');
      const history = await one.party.history((one.party.room()?.newest ?? 0) + 1, 1_000);
      expect(
        said(history)
          .filter((text) => !text.startsWith('d'))
          .toSorted(),
      ).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'c1']);
    }
  },
  60_000,
);

test('what is said again late is said once, whatever else happens in between', async () => {
  const { data, port, start } = await room();
  const backup = temporaryFolder();
  const first = await start();
  const folder = temporaryFolder();
  const ada = await member('Ada', port, folder);
  await says(ada, 'a1');
  await first.kill('SIGTERM');
  cpSync(data, backup, { recursive: true });
  const second = await start();
  await comesBack(ada, 'she is back');
  for (let count = 2; count <= 30; count += 1) await says(ada, `a${count}`);
  await second.kill('SIGKILL');
  await ada.party.close();
  rmSync(data, { recursive: true });
  cpSync(backup, data, { recursive: true });

  // The program ends as soon as she is in, starts again, and the host is killed once more.
  const third = await start();
  const again = await member('', port, folder);
  await again.party.close();
  const still = await member('', port, folder);
  await third.kill('SIGKILL');
  await start();
  await comesBack(still, 'she is back in the room');
  await until(() => still.texts().includes('a30'), 'all of it is there');
  const expected = Array.from({ length: 30 }, (_, index) => `a${index + 1}`);
  expect(said(await wholeLog(port))).toEqual(expected);
}, 60_000);
