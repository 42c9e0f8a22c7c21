import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { initialPacket, movedPacket } from '../../../src/core/datagram/packet.ts';
import { CallSocket } from '../../../src/node/net/call-socket.ts';
import { dialRoom } from '../../../src/node/net/dial.ts';
import type { RoomAddress } from '../../../src/shared/address.ts';
import { freePort } from '../../support/network/ports.ts';
import { TcpRelay } from '../../support/network/tcp-relay.ts';
import { atEnd } from '../../support/releases.ts';
import { watchedGuest } from '../../support/rooms/guests.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

test('whoever does not know the id of a call is not believed', async () => {
  const heard: RoomAddress[] = [];
  const calls = new CallSocket((to) => heard.push(to));
  atEnd(() => calls.close());
  await until(() => calls.call !== undefined, 'there is a port');
  const { port = 0, index = 0, secret = 0 } = calls.call ?? {};
  const host = createSocket('udp4');
  atEnd(() => void host.close());
  host.bind(0, '127.0.0.1');
  await once(host, 'listening');
  const forged = [
    movedPacket({ index, secret: (secret ^ 1) >>> 0 }),
    movedPacket({ index: (index ^ 1) >>> 0, secret }),
    initialPacket({ index, secret }),
    movedPacket({ index, secret }).subarray(0, 16),
    new Uint8Array(0),
    new TextEncoder().encode('moved'),
  ];
  for (const packet of forged) host.send(packet, port, '127.0.0.1');
  host.send(movedPacket({ index, secret }), port, '127.0.0.1');
  await until(() => heard.length > 0, 'the host is heard');
  expect(heard).toEqual([{ host: '127.0.0.1', port: host.address().port }]);
});

test('where the host said that it is and nobody listens, the first address is tried again, and the other way round', async () => {
  const room = await openRoom();
  const [first, second] = [await TcpRelay.open(room.listening.port), await TcpRelay.open(room.listening.port)];
  const dial = dialRoom({ host: '127.0.0.1', port: first.port });
  const { guest } = watchedGuest(first.port, 'Ada', 'tcp', dial);
  expect(await guest.join()).toMatchObject({ ok: true });
  const backAfterCut = async () => {
    first.cut();
    second.cut();
    await until(() => guest.connection.state === 'waiting', 'the link is lost');
    await until(() => guest.connection.state === 'online', 'the guest is back');
  };
  dial.moved?.({ host: '127.0.0.1', port: await freePort() });
  await backAfterCut();
  dial.moved?.({ host: '127.0.0.1', port: second.port });
  const before = second.up;
  await backAfterCut();
  expect(second.up).toBeGreaterThan(before);
});
