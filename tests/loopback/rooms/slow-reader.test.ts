import { execFileSync } from 'node:child_process';
import { closeSync, openSync, read } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { CliProcess, startHost } from '../../support/programs/cli.ts';
import { frame } from '../../support/programs/plain-frames.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until, within } from '../../support/until.ts';

releaseEverything();

const MIB = 1_048_576;
const FAST = ['--limit', 'messagesPerSecond=1000000', '--limit', 'messageBurst=1000000'];
/** 15 KiB each: together far more than the sockets of a machine take in. */
const LONG = 'x'.repeat(15_360);
const MESSAGES = 1_600;

/** Memory that a process has in RAM, in bytes. */
function residentBytes(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString()) * 1_024;
}

/** Says long messages, 32 in flight. @returns the most memory the host had meanwhile, in bytes */
async function talkMuch(talker: RawClient, pid: number, run: string, count = MESSAGES): Promise<number> {
  let most = 0;
  const accepted = (number: number) =>
    talker.find(({ type, id }) => type === 'accepted' && id === `${run}${number}`, `${run}${number} is accepted`);
  for (let number = 1; number <= count; number += 1) {
    talker.say(`${run}${number}`, `${run}${number} ${LONG}`);
    if (number % 32 === 0) await accepted(number);
    if (number % 300 === 0) most = Math.max(most, residentBytes(pid));
  }
  await accepted(count);
  return Math.max(most, residentBytes(pid));
}

/** @returns the most memory the host has while much is said, in bytes, once it has compiled what it does with that */
async function usualMemory(talker: RawClient, pid: number): Promise<number> {
  const [first, second] = [await talkMuch(talker, pid, 'warm'), await talkMuch(talker, pid, 'a')];
  return Math.max(first, second);
}

/**
 * What the host's memory may differ by between two runs of {@link talkMuch}: a queue of 1 MiB and garbage. A copy
 * of what went by for one reader would be 48 MiB.
 */
const NOISE = 32 * MIB;

describe('a member that never reads while others talk', () => {
  test('costs the host no memory, disturbs nobody, and gets all of it when it reads again', async () => {
    const host = await startHost(FAST);
    const talker = await RawClient.join(host.port, 'talker');
    const listener = await RawClient.join(host.port, 'listener');
    const sleeper = await RawClient.join(host.port, 'sleeper');
    const usual = await usualMemory(talker, host.pid);
    sleeper.socket.pause();
    expect((await talkMuch(talker, host.pid, 'b', 2 * MESSAGES)) - usual).toBeLessThan(NOISE);
    await listener.heard(`b${2 * MESSAGES} ${LONG}`);
    expect(sleeper.isClosed).toBe(false);
    sleeper.socket.resume();
    await sleeper.heard(`b${2 * MESSAGES} ${LONG}`);
    expect(sleeper.texts()).toEqual(listener.texts());
    const numbers = sleeper.events().map(({ seq }) => Number(seq));
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] as number) + index));
  });

  test('gets all of it also where the room lets only little wait for it', async () => {
    const host = await startHost([...FAST, '--limit', 'linkQueueBytes=20000']);
    const talker = await RawClient.join(host.port, 'talker');
    const sleeper = await RawClient.join(host.port, 'sleeper');
    sleeper.socket.pause();
    // One at a time, so that what waits goes over the limit by no more than one message.
    for (let number = 1; number <= MESSAGES; number += 1) await talker.sayAccepted(`${number}`, `${number} ${LONG}`);
    sleeper.socket.resume();
    await sleeper.heard(`${MESSAGES} ${LONG}`);
    expect(sleeper.texts()).toHaveLength(MESSAGES);
    await talker.sayAccepted('end', 'and live again');
    await sleeper.heard('and live again');
  });

  test('is dropped with too_slow when it goes on too long, and can come back for the rest', async () => {
    const host = await startHost([...FAST, '--limit', 'linkStallMs=500']);
    const talker = await RawClient.join(host.port, 'talker');
    const sleeper = await RawClient.join(host.port, 'sleeper');
    const { session } = await sleeper.next('welcome');
    sleeper.socket.pause();
    await talkMuch(talker, host.pid, 'a');
    await host.findObject(({ kind, nick }) => kind === 'joined' && nick === 'sleeper', 'the sleeper came');
    // The host gave the link up: it reports so as soon as the operating system lets go of the socket.
    sleeper.socket.write(frame({ type: 'ping', t: 1 }));
    const again = await RawClient.connect(host.port);
    again.send({ type: 'hello', v: 1, nick: 'sleeper', device: sleeper.device, resume: { session, seq: 3 } });
    await again.heard(`a${MESSAGES} ${LONG}`);
    expect(again.texts()).toHaveLength(MESSAGES);
    sleeper.socket.resume();
    await within(sleeper.closed, 'the old link is closed');
  });

  test('and asks and asks is slowed down and dropped, and the host holds none of its answers', async () => {
    const host = await startHost([...FAST, '--limit', 'overheadMs=2000']);
    const talker = await RawClient.join(host.port, 'talker');
    const flooder = await RawClient.join(host.port, 'flooder');
    flooder.socket.pause();
    const usual = await usualMemory(talker, host.pid);
    const pings = Buffer.concat(Array.from({ length: 20_000 }, (_, t) => frame({ type: 'ping', t })));
    for (let round = 0; round < 2000 && !flooder.isClosed; round += 1) {
      if (!flooder.socket.write(pings)) {
        await until(() => flooder.socket.writableLength < pings.length || flooder.isClosed, 'the host takes bytes');
      }
    }
    flooder.socket.resume();
    await within(flooder.closed, 'the host closes');
    // All answers together would be 1 GiB; a busy parser leaves some garbage.
    expect(residentBytes(host.pid) - usual).toBeLessThan(128 * MIB);
    await talker.sayAccepted('1', 'undisturbed');
  });
});

test('output that nobody reads does not grow the host', async () => {
  const host = await startHost(FAST);
  const talker = await RawClient.join(host.port, 'talker');
  const usual = await usualMemory(talker, host.pid);
  host.child.stdout?.pause();
  expect((await talkMuch(talker, host.pid, 'b', 2 * MESSAGES)) - usual).toBeLessThan(NOISE);
  host.child.stdout?.resume();
  const last = await host.findObject(({ id }) => id === `b${2 * MESSAGES}`, 'the last message');
  expect(last.text).toBe(`b${2 * MESSAGES} ${LONG}`);
  const numbers = host.lines.slice(1).map((line) => JSON.parse(line).seq);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

test.runIf(process.platform !== 'win32')('output into a pipe that nobody empties does not stop the host', async () => {
  // A named pipe, which Node writes to otherwise than to the socket that a child's output usually is.
  const path = join(temporaryFolder(), 'pipe');
  execFileSync('mkfifo', [path]);
  const pipe = openSync(path, 'r+');
  atEnd(() => closeSync(pipe));
  const flags = ['host', '--port', '0', '--bind', '127.0.0.1', '--json', ...FAST];
  const host = new CliProcess(flags, { stdout: pipe });
  const first = Buffer.alloc(4_096);
  const length = await within(promisify(read)(pipe, first, 0, first.length, null), 'the first line');
  const [line = ''] = first.toString('utf8', 0, length.bytesRead).split('\n');
  const talker = await RawClient.join(JSON.parse(line).tcp.port, 'talker');
  for (let number = 1; number <= 100; number += 1) await talker.sayAccepted(`${number}`, `${number} ${LONG}`);
  expect(await host.kill('SIGTERM')).toEqual({ code: 0, signal: null });
});
