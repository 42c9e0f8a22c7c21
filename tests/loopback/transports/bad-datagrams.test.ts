import { randomBytes } from 'node:crypto';
import { createSocket, Socket } from 'node:dgram';
import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { PACKET_TYPE } from '../../../src/core/datagram/constants.ts';
import { connectPacket, initialPacket } from '../../../src/core/datagram/packet.ts';
import { connectUdp } from '../../../src/node/net/udp-connect.ts';
import { type AcceptUdp, listenUdp } from '../../../src/node/net/udp-listener.ts';
import { atEnd } from '../../support/releases.ts';
import { watchedGuest } from '../../support/rooms/guests.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { LinkEnd } from '../../support/rooms/transport-compliance.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

/** A bare socket on loopback. */
async function bareSocket(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.on('error', () => {});
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  atEnd(() => void socket.close());
  return socket;
}

/** An open UDP link and the end that answered it. */
async function openLink() {
  const answerer = new LinkEnd();
  const accept = (open: Parameters<AcceptUdp>[0]) => {
    answerer.link = open(answerer);
  };
  const listener = await listenUdp({ port: 0, address: '127.0.0.1' }, { accept });
  if (!listener.ok) throw new Error(listener.problem.text);
  let closing: Promise<void> | undefined;
  const vanish = () => {
    closing ??= listener.value.close();
    return closing;
  };
  atEnd(vanish);
  const dialler = new LinkEnd();
  const opened = Promise.withResolvers<void>();
  dialler.link = connectUdp({ host: '127.0.0.1', port: listener.value.port }, opened.resolve, dialler);
  atEnd(() => dialler.link.destroy());
  await opened.promise;
  await until(() => answerer.link !== undefined, 'the link is accepted');
  return { dialler, answerer, vanish };
}

test('a room whose port is showered with nonsense and handshakes goes on, and sends strangers less than they sent', async () => {
  const host = await openRoom({ limits: { messagesPerSecond: 1e6, messageBurst: 1e6 } });
  const { port } = host.listening;
  const [one, other] = [watchedGuest(port, 'One', 'udp'), watchedGuest(port, 'Other', 'udp')];
  await one.guest.join();
  await other.guest.join();
  const strangers = await Promise.all(Array.from({ length: 5 }, bareSocket));
  let [sent, answered] = [0, 0];
  for (const socket of strangers) {
    socket.on('message', ({ length }) => {
      answered += length;
    });
  }
  for (let round = 0; round < 100; round += 1) {
    for (const socket of strangers) {
      const noise = randomBytes(round * 17);
      // What is text by chance is a plain guest's; this is none.
      if (round > 0) noise[0] = 1;
      const almost = Buffer.concat([Uint8Array.of(0xff, 0x50, 0x4c, 0x11 + (round % 6)), randomBytes(round)]);
      const initial = initialPacket({ index: round, secret: socket.address().port });
      for (const bytes of [noise, almost, initial]) {
        socket.send(bytes, port, '127.0.0.1');
        sent += bytes.length;
      }
    }
    one.guest.say(`one ${round}`);
    other.guest.say(`other ${round}`);
    if (round % 10 === 9) await until(() => one.texts().length >= round, 'messages go on');
  }
  await until(() => one.texts().length === 200 && other.texts().length === 200, 'all arrive');
  expect(other.texts()).toEqual(one.texts());
  expect(answered).toBeLessThan(sent);
});

test.each([
  ['ENOBUFS for every third packet', (count: number, _: number) => count % 3 === 0],
  ['EMSGSIZE for every large packet', (_: number, length: number) => length > 600],
])('a system that answers %s is as good as one that loses them', async (words, refuses) => {
  const { dialler, answerer } = await openLink();
  const [code] = words.split(' ');
  const send = Socket.prototype.send as (this: Socket, bytes: Uint8Array, ...rest: unknown[]) => void;
  let count = 0;
  let refused = 0;
  const spy = vi.spyOn(Socket.prototype, 'send').mockImplementation(function (this: Socket, bytes, ...rest) {
    count += 1;
    if (!refuses(count, (bytes as Uint8Array).length)) return send.call(this, bytes as Uint8Array, ...rest);
    refused += 1;
    process.nextTick(() => this.emit('error', Object.assign(new Error(`send ${code}`), { code })));
  } as Socket['send']);
  atEnd(() => spy.mockRestore());
  const bytes = randomBytes(100_000);
  dialler.link.send(bytes);
  answerer.link.send(bytes);
  await until(() => dialler.length === bytes.length && answerer.length === bytes.length, 'all bytes come');
  expect([bytes.equals(dialler.bytes()), bytes.equals(answerer.bytes())]).toEqual([true, true]);
  expect(refused).toBeGreaterThan(10);
});

test('a host that vanished without a word is noticed by its closed port (ICMP)', async () => {
  const { dialler, vanish } = await openLink();
  await vanish();
  dialler.link.send(Uint8Array.of(1));
  await until(() => dialler.isClosed, 'the loss is reported', 5_000);
  expect(dialler.problems.map(({ code }) => code)).toEqual(['link_lost']);
});

test('a guest that crashed right after its handshake is in nobody’s way', async () => {
  const host = await openRoom();
  const { port } = host.listening;
  const crashed = await bareSocket();
  const id = { index: 1, secret: 2 };
  crashed.send(initialPacket(id), port, '127.0.0.1');
  const [cookie] = (await once(crashed, 'message')) as [Buffer];
  crashed.send(connectPacket(id, cookie, 1_000), port, '127.0.0.1');
  const [accept] = (await once(crashed, 'message')) as [Buffer];
  expect([cookie[3], accept[3]]).toEqual([PACKET_TYPE.cookie, PACKET_TYPE.accept]);
  crashed.removeAllListeners('message');
  const [one, other] = [watchedGuest(port, 'One', 'udp'), watchedGuest(port, 'Other', 'udp')];
  for (const { guest } of [one, other]) expect(await guest.join()).toMatchObject({ ok: true });
  for (let said = 0; said < 20; said += 1) one.guest.say(`${said}`);
  await until(() => other.texts().length === 20, 'the others hear each other');
});
