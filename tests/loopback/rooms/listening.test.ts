import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RoomHost } from '../../../src/node/hosting/room-host.ts';
import { dialRoom } from '../../../src/node/net/dial.ts';
import { listenTcp } from '../../../src/node/net/tcp-listener.ts';
import type { Problem } from '../../../src/shared/error-codes.ts';
import { freePort, occupy, portOf } from '../../support/network/ports.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { watchedGuest } from '../../support/rooms/guests.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

async function problemOf(options: { port: number; bind: string }): Promise<Problem> {
  const opened = await RoomHost.open({ name: 'Test room', path: join(temporaryFolder(), 'room.db'), ...options });
  if (!opened.ok) return opened.problem;
  await opened.value.close();
  throw new Error(`port ${options.port} on "${options.bind}" opened`);
}

test('one socket takes IPv4 and IPv6: members of both meet in one room', async () => {
  const host = await openRoom({ bind: '' });
  expect(host.listening.address).toBe('::');
  const four = await RawClient.join(host.listening.port, 'four', { host: '127.0.0.1' });
  const six = await RawClient.join(host.listening.port, 'six', { host: '::1' });
  four.say('a', 'from the old world');
  six.say('a', 'from the new world');
  await six.heard('from the old world');
  await four.heard('from the new world');
  expect(host.members().map(({ nick }) => nick)).toEqual(['four', 'six']);
});

test.each(['127.0.0.1', '::1'])('bound to %s it listens there and nowhere else', async (bind) => {
  const host = await openRoom({ bind });
  expect(host.listening.address).toBe(bind);
  await RawClient.join(host.listening.port, 'here', { host: bind });
  const elsewhere = bind === '::1' ? '127.0.0.1' : '::1';
  await expect(RawClient.connect(host.listening.port, { host: elsewhere })).rejects.toThrow(/ECONNREFUSED/);
});

test.each(['', '127.0.0.1', '::1'])(
  'names the port in use and one that really is free, bound to "%s"',
  async (bind) => {
    const port = portOf(await occupy({ host: bind || '::', port: 0 }));
    const problem = await problemOf({ port, bind });
    expect(problem.code).toBe('port_in_use');
    expect(problem.detail?.port).toBe(port);
    expect(problem.text).toContain(String(port));
    const free = problem.detail?.freePort as number;
    expect(free).toBeGreaterThan(port);
    expect(problem.text).toContain(String(free));
    const host = await openRoom({ port: free, bind });
    expect(host.listening.port).toBe(free);
  },
);

test('offers no port that is free for IPv4 only', async () => {
  const server = await occupy({ host: '::', port: 0 });
  const port = portOf(server);
  if (port === 65_535) return;
  await occupy({ host: '::1', port: port + 1 }).catch(() => undefined);
  const free = (await problemOf({ port, bind: '' })).detail?.freePort as number;
  expect(free).toBeGreaterThan(port + 1);
  await openRoom({ port: free, bind: '' });
});

test('a port that is in use over UDP alone counts as in use, and the next one that is free over both is named', async () => {
  const port = await freePort();
  for (const taken of [port, port + 1]) {
    const socket = createSocket('udp4');
    // Should somebody else have it, it is in use all the same.
    await new Promise<void>((bound) => socket.once('error', () => bound()).bind(taken, '127.0.0.1', bound));
    atEnd(() => void socket.close());
  }
  const problem = await problemOf({ port, bind: '127.0.0.1' });
  expect(problem.code).toBe('port_in_use');
  expect(problem.detail?.freePort).toBeGreaterThan(port + 1);
  await openRoom({ port: problem.detail?.freePort as number });
});

test('members join over UDP by IPv4 and by IPv6', async () => {
  const { port } = (await openRoom({ bind: '' })).listening;
  for (const host of ['127.0.0.1', '::1', 'localhost']) {
    const { guest } = watchedGuest(port, host, 'udp', dialRoom({ host, port }));
    expect(await guest.join()).toMatchObject({ ok: true });
    expect(guest.quality()?.transport).toBe('udp');
  }
});

test('a port that a room of this computer has counts as in use', async () => {
  const host = await openRoom();
  const problem = await problemOf({ port: host.listening.port, bind: '127.0.0.1' });
  expect(problem.code).toBe('port_in_use');
});

test('says that this computer does not have the address', async () => {
  // TEST-NET-1 (RFC 5737): nobody has it.
  expect((await problemOf({ port: 0, bind: '192.0.2.1' })).code).toBe('address_not_here');
});

test('a failed start releases the log, so that the next one can have it', async () => {
  const path = join(temporaryFolder(), 'room.db');
  const port = portOf(await occupy({ port: 0 }));
  const failed = await RoomHost.open({ name: 'Test room', path, port, bind: '127.0.0.1' });
  expect(failed.ok).toBe(false);
  await openRoom({ path });
});

test('starts again on the same port at once, twenty times, with connections in TIME_WAIT', async () => {
  const port = await freePort();
  const path = join(temporaryFolder(), 'room.db');
  for (let round = 1; round <= 20; round += 1) {
    const host = await openRoom({ port, path });
    const members = await Promise.all(['one', 'two', 'three'].map((nick) => RawClient.join(port, nick)));
    await members[0]?.sayAccepted(`r${round}`, `round ${round}`);
    // The host closes first, so that its side is the one that waits.
    await host.close();
    await Promise.all(members.map(({ closed }) => closed));
    expect(members.every(({ received }) => received.at(-1)?.code === 'host_stopped')).toBe(true);
  }
  if (process.platform === 'linux') expect(inTimeWait(port)).toBeGreaterThan(0);
  const host = await openRoom({ port, path });
  const late = await RawClient.join(port, 'late');
  await late.heard('round 20');
  expect(late.texts()).toHaveLength(20);
  expect(host.listening.port).toBe(port);
});

/** Connections of this local port in state TIME_WAIT (06), as the kernel lists them. */
function inTimeWait(port: number): number {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .filter((line) => line.slice(0, 21).includes(local) && / 06 /.test(line)).length;
}

test('stops accepting before it lets go of the members', async () => {
  const sockets: Socket[] = [];
  const listener = await listenTcp({ port: 0, bind: '127.0.0.1', backlog: 4 }, (socket) => sockets.push(socket));
  if (!listener.ok) throw new Error(listener.problem.text);
  const member = await RawClient.connect(listener.value.port);
  await until(() => sockets.length === 1, 'the connection is accepted');
  const closed = listener.value.close();
  await expect(RawClient.connect(listener.value.port)).rejects.toThrow(/ECONNREFUSED/);
  expect(member.isClosed).toBe(false);
  sockets[0]?.destroy();
  await closed;
});
