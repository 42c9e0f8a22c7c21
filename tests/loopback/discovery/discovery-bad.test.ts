import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { askPacket, roomPacket } from '../../../src/core/datagram/packet.ts';
import type { RoomAdvert } from '../../../src/core/discovery/room-advert.ts';
import { answerPacket, beaconPacket, readRoomPacket } from '../../../src/core/discovery/room-packet.ts';
import { DiscoveryService } from '../../../src/node/discovery/discovery-service.ts';
import { DISCOVERY_PORT } from '../../../src/shared/limits.ts';
import { atEnd } from '../../support/releases.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

/** Everybody on this computer. */
const EVERYBODY = '127.255.255.255';
const MDNS_GROUP = '224.0.0.251';

function service(): DiscoveryService {
  const discovery = new DiscoveryService({ scope: 'loopback' });
  atEnd(() => discovery.close());
  return discovery;
}

/** Somebody else's socket on this computer. */
async function stranger(): Promise<Socket & { sendTo(bytes: Uint8Array, address?: string, port?: number): void }> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  socket.setBroadcast(true);
  socket.setMulticastInterface('127.0.0.1');
  atEnd(() => void socket.close());
  const sendTo = (bytes: Uint8Array, address = EVERYBODY, port = DISCOVERY_PORT) => socket.send(bytes, port, address);
  return Object.assign(socket, { sendTo });
}

function advert(change: Partial<RoomAdvert>): RoomAdvert {
  return {
    id: randomBytes(16).toString('hex'),
    name: 'Forged',
    host: 'Eve',
    members: 1,
    lock: 'open',
    plain: true,
    port: 8_888,
    ...change,
  };
}

function json(fields: object): Uint8Array {
  return roomPacket({ index: 0, secret: 0 }, new TextEncoder().encode(JSON.stringify(fields)));
}

// Only Linux brings a broadcast to everybody on this computer.
describe.runIf(process.platform === 'linux')('whatever strangers send to the port that everybody listens on', () => {
  test('the list has the room that is here, and it alone', async () => {
    const [host, looking, eve] = [service(), service(), await stranger()];
    const room = await openRoom({ name: 'Real', bind: '', announcer: host });
    looking.watch({ changed: () => {} });
    await until(() => looking.rooms().some(({ name }) => name === 'Real'), 'the room is found');
    const { port } = eve.address();
    const good = { v: 1, ...advert({ port }) };
    const beacon = beaconPacket(advert({ port }));
    const bad: readonly Uint8Array[] = [
      new Uint8Array(0),
      randomBytes(1_000),
      beacon.subarray(0, 20),
      // A byte is another.
      Uint8Array.from(beacon, (byte, at) => (at === 40 ? byte ^ 1 : byte)),
      // It does not come from the port that it names, or names none.
      beaconPacket(advert({ port: port === 8_888 ? 8_889 : 8_888 })),
      json({ ...good, port: 0 }),
      json({ ...good, port: 65_536 }),
      json({ ...good, name: 'x'.repeat(65) }),
      json({ ...good, name: 'a\u202eb\u0007' }),
      json({ ...good, name: 7 }),
      json({ ...good, id: '__proto__' }),
      json({ ...good, members: -1 }),
      json({ ...good, lock: 'open sesame' }),
      json({ ...good, v: 2 }),
      roomPacket({ index: 0, secret: 0 }, new TextEncoder().encode('[]')),
      // Nobody asked.
      answerPacket({ index: 1, secret: 2 }, advert({ port })),
      // It ends another's room.
      beaconPacket(advert({ id: room.info.id, port }), true),
      // A question too short to be answered.
      askPacket({ index: 1, secret: 1 }).subarray(0, 999),
    ];
    for (const packet of bad) {
      eve.sendTo(packet);
      eve.sendTo(packet, '127.0.0.1', room.listening.port);
    }
    for (let i = 0; i < 300; i += 1) {
      eve.sendTo(randomBytes(1 + (i % 400)), MDNS_GROUP, 5_353);
      eve.sendTo(randomBytes(12 + (i % 400)).fill(0, 2, 4), '127.0.0.1', 5_353);
    }
    // Behind all that the real room still answers whoever asks, and is what it was.
    const found = await looking.ask({ host: '127.0.0.1', port: room.listening.port });
    expect(found).toMatchObject({ ok: true, value: { id: room.info.id, name: 'Real' } });
    expect(looking.rooms().map(({ name }) => name)).toEqual(['Real']);
  });

  test('an answer is never larger than its question, and what is announced no more gives none', async () => {
    const [host, eve] = [service(), await stranger()];
    const room = await openRoom({ name: '会'.repeat(64), bind: '', announcer: host, nick: '会'.repeat(32) });
    const answers: Buffer[] = [];
    eve.on('message', (answer) => answers.push(answer));
    const question = { index: 7, secret: 9 };
    const asked = askPacket(question);
    eve.sendTo(asked, '127.0.0.1', room.listening.port);
    eve.sendTo(asked);
    await until(() => answers.length === 2, 'it answers both');
    for (const answer of answers) {
      expect(answer.length).toBeLessThanOrEqual(asked.length);
      expect(readRoomPacket(answer)).toMatchObject({ question, advert: { id: room.info.id } });
    }
    host.setAnnouncing(false);
    const shown = await openRoom({ name: 'Shown', bind: '', announcer: service() });
    eve.sendTo(asked, '127.0.0.1', room.listening.port);
    eve.sendTo(asked);
    await until(() => answers.length === 3, 'the other room answers');
    expect(readRoomPacket(answers[2] as Buffer)?.advert.id).toBe(shown.info.id);
  });
});
