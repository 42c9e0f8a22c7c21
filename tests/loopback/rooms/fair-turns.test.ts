import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { RoomStore } from '../../../src/node/store/room-store.ts';
import { DEFAULT_LIMITS } from '../../../src/shared/limits.ts';
import { startHost } from '../../support/programs/cli.ts';
import { frame, rawFrame } from '../../support/programs/plain-frames.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { within } from '../../support/until.ts';

releaseEverything();

const EVENTS = 60_000;

/** A room's file with a long log, each of its events a row of its own: the slowest to read. */
function longLog(): string {
  const path = join(temporaryFolder(), 'room.db');
  const opened = RoomStore.open(path, 'Test room', { limits: DEFAULT_LIMITS, damaged: () => {} });
  if (!opened.ok) throw new Error(opened.problem.text);
  const store = opened.value;
  for (let seq = 1; seq <= EVENTS; seq += 1) {
    const event = {
      type: 'event',
      seq,
      at: 1_800_000_000_000,
      kind: 'message',
      id: `m-${seq}`,
      from: 'm1',
      nick: 'Ada',
    };
    store.log.append({
      first: seq,
      next: seq + 1,
      frames: frame({ ...event, text: `what was said as number ${seq}` }),
    });
  }
  store.close();
  return path;
}

interface Reader {
  /** The first of it came. */
  readonly begun: Promise<unknown>;
  /** All of it came. */
  readonly done: Promise<unknown>;
}

/** Reads the whole log in a process of its own, as fast as it comes. */
function readAll(port: number, number: number): Reader {
  const hello = { type: 'hello', v: 1, nick: `late ${number}`, device: String(number).padStart(32, '0') };
  const program = `
    const socket = require('node:net').connect(${port}, '127.0.0.1');
    socket.write(Buffer.from('${frame(hello).toString('hex')}', 'hex'));
    let last = Buffer.alloc(0);
    socket.once('data', () => console.log('begun'));
    socket.on('data', (chunk) => {
      const bytes = Buffer.concat([last, chunk]);
      if (bytes.includes('"seq":${EVENTS},')) process.exit(0);
      last = bytes.subarray(-40);
    });`;
  const reader = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  atEnd(() => void reader.kill());
  return { begun: once(reader.stdout, 'data'), done: within(once(reader, 'exit'), 'the whole log is read') };
}

/** A member asks no more often than this, in milliseconds: questions without end are a flood as well. */
const PING_EVERY_MS = 10;

/** Pings one after the other until `end`, with a pause of `every` milliseconds. @returns how many were answered */
async function pingUntil(client: RawClient, end: Promise<unknown>, every = PING_EVERY_MS): Promise<number> {
  let hasEnded = false;
  const ends = () => {
    hasEnded = true;
  };
  end.then(ends, ends);
  let answered = 0;
  while (!hasEnded) {
    const t = answered;
    client.send({ type: 'ping', t });
    await client.find((header) => header.type === 'pong' && header.t === t, `pong ${t}`);
    answered += 1;
    if (every > 0) await setTimeout(every);
  }
  await end;
  return answered;
}

test('who joins a long log late keeps nobody waiting, and neither do five at once', async () => {
  const host = await openRoom({ path: longLog() });
  const { port } = host.listening;
  // A live member: one that resumes, or has read all of it.
  const ada = await RawClient.join(port, 'Ada');
  await ada.find(({ seq }) => Number(seq) >= EVENTS, 'the log');
  const alone = readAll(port, 1);
  await alone.begun;
  expect(await pingUntil(ada, alone.done, 0)).toBeGreaterThan(5);
  const five = [2, 3, 4, 5, 6].map((number) => readAll(port, number));
  await Promise.race(five.map(({ begun }) => begun));
  expect(await pingUntil(ada, Promise.all(five.map(({ done }) => done)), 0)).toBeGreaterThan(10);
});

describe('whoever sends without end what brings nothing', () => {
  const floods: readonly (readonly [string, () => Buffer])[] = [
    ['deep JSON', () => rawFrame(`{"type":"junk","deep":${'['.repeat(30_000)}${']'.repeat(30_000)}}`)],
    ['unknown types', () => Buffer.concat(Array.from({ length: 1_000 }, () => frame({ type: 'unknown' })))],
    ['messages beyond its pace', () => Buffer.concat(Array.from({ length: 1_000 }, (_, n) => refused(n)))],
    ['bodies', () => Buffer.concat([frame({ type: 'x', total_size: 20_000 }), Buffer.alloc(20_000)])],
  ];

  test.each(floods)('is let go with the reason, and disturbs nobody: %s', async (_, bytes) => {
    const limits = ['overheadMs=1500', 'overheadBytes=100000', 'overheadBytesPerSecond=30000', 'messageBurst=5'];
    const host = await startHost(limits.flatMap((limit) => ['--limit', limit]));
    const ada = await RawClient.join(host.port, 'Ada');
    const flooders = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((name) => RawClient.join(host.port, `flooder ${name}`)),
    );
    const piece = bytes();
    for (const { socket } of flooders) {
      const pour = () => {
        while (!socket.destroyed && socket.write(piece));
      };
      socket.on('drain', pour);
      pour();
    }
    const gone = Promise.all(flooders.map((flooder) => within(flooder.closed, 'the flooder is let go')));
    expect(await pingUntil(ada, gone)).toBeGreaterThan(20);
    for (const { received } of flooders) {
      expect(received.filter(({ type }) => type === 'error')).toMatchObject([{ code: 'too_costly' }]);
    }
    await ada.sayAccepted('1', 'undisturbed');
  });
});

let said = 0;
function refused(n: number): Buffer {
  said += 1;
  return frame({ type: 'say', id: `${said}-${n}`, text: 'more' });
}
