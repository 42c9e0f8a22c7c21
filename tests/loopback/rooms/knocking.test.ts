import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { initialPacket } from '../../../src/core/datagram/packet.ts';
import type { RoomHost } from '../../../src/node/hosting/room-host.ts';
import { random32 } from '../../../src/node/net/udp-link.ts';
import { atEnd } from '../../support/releases.ts';
import { besideTalkers } from '../../support/rooms/beside-talkers.ts';
import { watchedGuest } from '../../support/rooms/guests.ts';
import { expectOk, startParty } from '../../support/rooms/parties.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const CONNECTIONS = 1_000;
const HELLOS = 10_000;
/** Addresses of this computer from which nobody else comes. */
const FLOOD = '127.0.0.2';
const PLENTY = { linksPerAddressPerSecond: 1_000_000, silentConnectionsPerAddress: 1_000_000 };

/** Opens a connection and never says a word. */
function knock(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1', localAddress: FLOOD });
  socket.on('error', () => {});
  socket.resume();
  atEnd(() => void socket.destroy());
  return socket;
}

function isOpen({ readyState }: Socket): boolean {
  return readyState === 'open';
}

async function joined(port: number): Promise<void> {
  const late = watchedGuest(port, 'Late');
  await late.guest.join();
  await until(() => late.guest.connection.state === 'online', 'one more comes in');
}

/** Opens one connection after the other. @returns them once all have knocked */
async function knockInTurn(port: number, count: number): Promise<readonly Socket[]> {
  const knocking: Socket[] = [];
  for (let index = 0; index < count; index += 1) {
    const socket = knock(port);
    knocking.push(socket);
    await new Promise((answered) => void socket.once('connect', answered).once('close', answered));
  }
  return knocking;
}

test('an address from which thousands of connections come and say nothing is refused before anything is made for them', async () => {
  // As fast as this computer may be, and as slow: nothing but what was used up before counts.
  const limits = { silentConnectionMs: 1, silentConnectionsPerAddressPerSecond: 1, silentConnectionsPerAddress: 50 };
  await besideTalkers(
    async (port) => {
      const knocking = await knockInTurn(port, CONNECTIONS);
      await until(() => knocking.filter(isOpen).length <= 100, 'most are refused');
      const refused = knocking.filter((socket) => !isOpen(socket));
      expect(refused.length).toBeGreaterThan(CONNECTIONS - 100);
      expect(refused.filter(({ bytesRead }) => bytesRead > 0)).toEqual([]);
      await joined(port);
      await until(() => knocking.every((socket) => socket.readyState !== 'opening'), 'all have an answer');
    },
    { limits },
  );
});

test('a peer that closes without a byte leaves no trace in the room', async () => {
  await besideTalkers(async (port, host) => {
    for (let time = 0; time < 20; time += 1) {
      const passing = knock(port);
      await once(passing, 'connect');
      passing.end();
      await once(passing, 'close');
    }
    expect(host.members().map(({ nick }) => nick)).toEqual(['Ann', 'Ben']);
  });
});

test('of those who connect and say nothing a few are told to everybody, and whoever says something is in at once', async () => {
  const limits = { silentGuestsPerAddress: 3, silentGuestsPerAddressPerMinute: 1 };
  await besideTalkers(
    async (port, host) => {
      const quiet = await knockInTurn(port, 10);
      const plain = () => host.members().filter((member) => member.plain === true).length;
      await until(() => plain() >= 3, 'three come in');
      const [talker] = quiet.slice(-1);
      talker?.write('I am here\n');
      await until(() => plain() >= 4, 'one more does');
      expect(plain()).toBe(4);
      for (const socket of quiet) socket.destroy();
      await until(() => plain() === 0, 'all are gone');
    },
    { limits },
  );
});

test('connections that are opened and left by the thousand take so many places and no more, and members go on', async () => {
  const limits = { ...PLENTY, links: 200, halfOpenPerAddress: 25, halfOpen: 50 };
  await besideTalkers(
    async (port) => {
      const knocking = await knockInTurn(port, CONNECTIONS);
      await until(() => knocking.filter(isOpen).length <= 50, 'those beyond the limit are closed');
      expect(knocking.filter(isOpen).length).toBe(50);
      await joined(port);
    },
    { limits },
  );
});

test('the connections of one address leave places to others', async () => {
  await besideTalkers(
    async (port, host: RoomHost) => {
      const knocking = Array.from({ length: CONNECTIONS }, () => knock(port));
      await until(() => knocking.every((socket) => socket.readyState !== 'opening'), 'all have knocked');
      await joined(port);
      expect(
        host
          .members()
          .filter(({ plain }) => plain !== true)
          .map(({ nick }) => nick),
      ).toContain('Late');
    },
    { limits: { ...PLENTY, links: 300 } },
  );
});

test('hellos over datagrams from made-up addresses keep nobody from talking', async () => {
  await besideTalkers(async (port) => {
    const flood = createSocket('udp4');
    await new Promise<void>((bound) => flood.bind(0, FLOOD, bound));
    atEnd(() => void flood.close());
    for (let sent = 0; sent < HELLOS; sent += 1) {
      const packet = initialPacket({ index: random32(), secret: random32() });
      if (sent % 100 > 0) flood.send(packet, port, '127.0.0.1');
      else await new Promise<void>((done) => flood.send(packet, port, '127.0.0.1', () => done()));
    }
    const late = watchedGuest(port, 'Late', 'udp');
    await late.guest.join();
    await until(() => late.guest.connection.state === 'online', 'one more comes in over datagrams');
  });
});

test('rooms that a person hosts have the limits of their settings', async () => {
  const { whole: party } = startParty('Hana').party;
  expectOk(party.updateSettings({ limits: { ...party.settings().limits, members: 2 } }));
  const { address } = expectOk(await party.places.host({ name: 'Small', port: 0, bind: '127.0.0.1' }));
  const port = Number(address.split(':')[1]);
  await watchedGuest(port, 'Second').guest.join();
  const third = watchedGuest(port, 'Third');
  expect(await third.guest.join()).toMatchObject({ ok: false, problem: { code: 'room_full' } });
});
