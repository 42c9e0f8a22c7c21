import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { PACKET_TYPE } from '../../../src/core/datagram/constants.ts';
import { connectPacket, initialPacket, packetType, readId } from '../../../src/core/datagram/packet.ts';
import { random32 } from '../../../src/node/net/udp-link.ts';
import { atEnd } from '../../support/releases.ts';
import { watchedGuest } from '../../support/rooms/guests.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const PER_SECOND = 50;
const SOCKETS = 100;
const CONNECTS_EACH = 40;

/** Asks for one link after the other from one port, with cookies that are good, and never says a word over any. */
class Flooder {
  /** Links that the host gave it, and those that it asked for. */
  opened = 0;
  asked = 0;
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('message', (datagram: Buffer) => {
      const packet = new Uint8Array(datagram);
      const type = packetType(packet);
      if (type === PACKET_TYPE.accept) this.opened += 1;
      if (type !== PACKET_TYPE.cookie) return;
      this.asked += 1;
      socket.send(connectPacket(readId(packet), packet, 1_000));
      if (this.asked < CONNECTS_EACH) this.ask();
    });
  }

  ask(): void {
    this.#socket.send(initialPacket({ index: random32(), secret: random32() }));
  }
}

async function flooder(port: number): Promise<Flooder> {
  const socket = createSocket('udp4');
  socket.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  atEnd(() => void socket.close());
  return new Flooder(socket);
}

test('an address that asks for thousands of links over datagrams gets as many as the room gives one, and no more is kept', async () => {
  const host = await openRoom({ limits: { linksPerAddressPerSecond: PER_SECOND } });
  const { port } = host.listening;
  const member = watchedGuest(port, 'Ada');
  await member.guest.join();
  const flooders = await Promise.all(Array.from({ length: SOCKETS }, () => flooder(port)));
  const started = performance.now();
  for (const one of flooders) one.ask();
  await until(() => flooders.every(({ asked }) => asked === CONNECTS_EACH), 'all links are asked for');
  // The answers to what was asked last are sent when the host answered what came after it.
  member.guest.say('Still here?');
  await until(() => member.guest.outbox.length === 0, 'the member is heard');
  const seconds = (performance.now() - started) / 1_000;
  const opened = flooders.reduce((sum, one) => sum + one.opened, 0);
  expect(opened).toBeGreaterThan(0);
  expect(opened).toBeLessThanOrEqual(PER_SECOND * (seconds + 1) + 1);
});
