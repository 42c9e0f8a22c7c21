import { describe, expect, test } from 'vitest';
import { freePort } from '../../support/network/ports.ts';
import { CliProcess, startHost } from '../../support/programs/cli.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { type WatchedGuest, watchedGuest } from '../../support/rooms/guests.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

/** Makes every guest say something every few milliseconds until the returned function is called. */
function talkAll(guests: readonly WatchedGuest[]): () => number {
  let said = 0;
  const timer = setInterval(() => {
    said += 1;
    for (const { guest } of guests) expect(guest.say(`${guest.you} says ${said}`).ok).toBe(true);
  }, 15);
  const stop = () => {
    clearInterval(timer);
    return said;
  };
  atEnd(() => {
    stop();
  });
  return stop;
}

describe('a host that is killed with SIGKILL while twenty members talk, three times', () => {
  test('comes back: they reconnect by themselves, and every message is there once, in one order', async () => {
    const folder = temporaryFolder();
    const port = String(await freePort());
    const start = () =>
      startHost(['--port', port, '--data', folder, '--name', 'Hardy', '--limit', 'messagesPerSecond=1000']);
    let host = await start();
    const guests = Array.from({ length: 20 }, (_, index) => watchedGuest(Number(port), `guest ${index}`));
    for (const { guest } of guests) expect((await guest.join()).ok).toBe(true);
    const stop = talkAll(guests);
    for (let kill = 1; kill <= 3; kill += 1) {
      const heard = Math.max(...guests.map(({ events }) => events.length));
      await until(
        () => guests.every(({ guest, events }) => guest.connection.state === 'online' && events.length > heard + 200),
        'everybody talks',
      );
      expect((await host.kill('SIGKILL')).signal).toBe('SIGKILL');
      await until(() => guests.every(({ guest }) => guest.connection.state !== 'online'), 'everybody sees it');
      host = await start();
      await until(() => guests.every(({ guest }) => guest.connection.state === 'online'), 'everybody is back');
    }
    const said = stop();
    await until(() => guests.every(({ guest }) => guest.outbox.length === 0), 'all that was said is accepted');
    const all = guests.flatMap(({ guest }) =>
      Array.from({ length: said }, (_, index) => `${guest.you} says ${index + 1}`),
    );
    await until(
      () => guests.every((guest) => guest.texts().length >= all.length),
      () => `everybody hears ${all.length}; the fewest are ${Math.min(...guests.map((guest) => guest.texts().length))}`,
    );
    const late = await RawClient.join(Number(port), 'late');
    await late.find(({ kind, nick }) => kind === 'joined' && nick === 'late', 'the log up to its own coming');
    const log = late.texts();
    expect([...log].sort()).toEqual([...all].sort());
    for (const guest of guests) {
      expect(guest.texts()).toEqual(log);
      expect(guest.problems).toEqual([]);
      const numbers = guest.events.map(({ seq }) => seq);
      expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] as number) + index));
    }
    // Nobody left: they were away for less than the grace time.
    expect(late.events().filter(({ kind }) => kind === 'left')).toEqual([]);
  });

  test('has on its disk all that it ever accepted, though nobody comes back to tell', async () => {
    const folder = temporaryFolder();
    const accepted: string[] = [];
    for (let round = 1; round <= 3; round += 1) {
      const host = await startHost(['--data', folder, '--name', 'Hardy', '--limit', 'messageBurst=100000']);
      const member = await RawClient.join(host.port, `round ${round}`);
      const before = await member.next('welcome');
      for (let number = 1; number <= 2_000; number += 1) member.say(`r${round}-${number}`, `r${round}-${number}`);
      await member.find(({ type, id }) => type === 'accepted' && String(id).endsWith('-100'), 'some are accepted');
      host.child.kill('SIGKILL');
      await member.closed;
      expect(before.seq).toBeGreaterThanOrEqual(accepted.length);
      accepted.push(...member.received.filter(({ type }) => type === 'accepted').map(({ id }) => String(id)));
    }
    const host = await startHost(['--data', folder, '--name', 'Hardy']);
    const late = await RawClient.join(host.port, 'late');
    await late.find(({ kind, nick }) => kind === 'joined' && nick === 'late', 'the log up to its own coming');
    const log = late.texts();
    expect(new Set(log).size).toBe(log.length);
    expect(accepted.filter((text) => !log.includes(text))).toEqual([]);
    // In the order in which they were accepted, and no message without those before it.
    expect(log.filter((text) => accepted.includes(text))).toEqual(accepted);
  });
});

describe('a guest that is killed with SIGKILL', () => {
  test('goes on with its session and its outbox when it is started again with its folder', async () => {
    const hostFolder = temporaryFolder();
    const guestFolder = temporaryFolder();
    const port = String(await freePort());
    const startRoom = () => startHost(['--port', port, '--data', hostFolder, '--name', 'Hardy', '--nick', 'Owner']);
    const startGuest = () =>
      new CliProcess(['join', `127.0.0.1:${port}`, '--nick', 'Gus', '--data', guestFolder, '--json']);
    const host = await startRoom();
    const guest = startGuest();
    expect(await guest.firstObject()).toMatchObject({ event: 'joined', transport: 'tcp' });
    guest.type('before');
    await guest.findObject(({ text }) => text === 'before', 'its own message');
    await host.kill('SIGKILL');
    await guest.findObject(({ event, state }) => event === 'connection' && state === 'waiting', 'the link is down');
    guest.type('said while nobody listened');
    guest.type('and this');
    // Standard input and disk have no event to wait for; the end of the input follows both lines.
    await guest.complains(/trying again/);
    await untilInOutbox(guestFolder, 2);
    await guest.kill('SIGKILL');
    const hostAgain = await startRoom();
    const guestAgain = startGuest();
    await guestAgain.findObject(({ text }) => text === 'and this', 'what waited is said');
    const messages = () => hostAgain.lines.map((line) => JSON.parse(line)).filter(({ kind }) => kind === 'message');
    await hostAgain.findObject(({ text }) => text === 'and this', 'the host hears it');
    expect(messages().map(({ text }) => text)).toEqual(['before', 'said while nobody listened', 'and this']);
    expect(new Set(messages().map(({ from }) => from)).size).toBe(1);
    // The same session: the room saw nobody leave and nobody come.
    const presence = hostAgain.lines
      .map((line) => JSON.parse(line))
      .filter(({ nick, kind }) => nick === 'Gus' && kind !== 'message');
    expect(presence.map(({ kind }) => kind)).toEqual(['joined']);
    // Nothing that it has is printed again.
    const again = guestAgain.lines.slice(1).map((line) => JSON.parse(line));
    expect(again.filter(({ text }) => text === 'before')).toEqual([]);
  });
});

/** Waits until a guest's folder holds this many messages that wait. */
async function untilInOutbox(folder: string, count: number): Promise<void> {
  const { DatabaseSync } = await import('node:sqlite');
  const { cpSync, readdirSync } = await import('node:fs');
  const { join } = await import('node:path');
  let copies = 0;
  const waiting = () => {
    // A copy: the guest has the file for itself.
    copies += 1;
    const copy = join(temporaryFolder(), `copy-${copies}`);
    cpSync(join(folder, 'joined'), copy, { recursive: true });
    const [file = ''] = readdirSync(copy).filter((name) => name.endsWith('.db'));
    const db = new DatabaseSync(join(copy, file));
    try {
      return Number(db.prepare('SELECT count(*) AS n FROM outbox').get()?.n);
    } finally {
      db.close();
    }
  };
  await until(() => waiting() >= count, `${count} messages wait in the outbox on disk`);
}
