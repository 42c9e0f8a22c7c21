import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { type Dial, dialRoom } from '../../../src/node/net/dial.ts';
import { freePort } from '../../support/network/ports.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { watchedGuest } from '../../support/rooms/guests.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

test('members on TCP and on UDP share one room and one log', async () => {
  const host = await openRoom();
  const { port } = host.listening;
  const stream = watchedGuest(port, 'Stream');
  const datagrams = watchedGuest(port, 'Datagrams', 'udp');
  expect(await stream.guest.join()).toMatchObject({ ok: true });
  expect(await datagrams.guest.join()).toMatchObject({ ok: true });
  stream.guest.say('over TCP');
  datagrams.guest.say('over UDP');
  await until(() => stream.texts().length === 2 && datagrams.texts().length === 2, 'both hear both');
  expect(datagrams.texts()).toEqual(stream.texts());
  expect(datagrams.guest.quality()).toMatchObject({ transport: 'udp', datagrams: { packetsLost: 0 } });
  expect(stream.guest.quality()).toMatchObject({ transport: 'tcp', datagrams: undefined });
});

test('a session moves back and forth while messages fly, and nothing is lost, doubled or reordered', async () => {
  const host = await openRoom({ limits: { messagesPerSecond: 1e6, messageBurst: 1e6 } });
  const { port } = host.listening;
  const mover = watchedGuest(port, 'Mover');
  const other = watchedGuest(port, 'Other');
  await mover.guest.join();
  await other.guest.join();
  let said = 0;
  const talk = setInterval(() => {
    for (let i = 0; i < 5; i += 1) {
      mover.guest.say(`mover ${said}`);
      other.guest.say(`other ${said}`);
      said += 1;
    }
  }, 2);
  for (let turn = 0; turn < 10; turn += 1) {
    const to = turn % 2 === 0 ? 'udp' : 'tcp';
    expect(await mover.guest.moveTo(to)).toEqual({ ok: true, value: undefined });
    expect(mover.guest.transport).toBe(to);
    const before = mover.texts().length;
    await until(() => mover.texts().length > before + 20, 'messages go on');
  }
  clearInterval(talk);
  await until(() => mover.texts().length === 2 * said && other.texts().length === 2 * said, 'all arrive');
  expect(mover.texts()).toEqual(other.texts());
  for (const who of ['mover', 'other']) {
    const own = other.texts().filter((text) => text.startsWith(who));
    expect(own).toEqual(Array.from({ length: said }, (_, i) => `${who} ${i}`));
  }
  expect(mover.moves).toEqual(['udp', 'tcp', 'udp', 'tcp', 'udp', 'tcp', 'udp', 'tcp', 'udp', 'tcp']);
  expect(mover.events.map(({ seq }) => seq)).toEqual(mover.events.map((_, i) => i + 1));
});

test('where UDP is swallowed the session stays on TCP, and it is said why', async () => {
  const host = await openRoom();
  const relay = await tcpRelay(host.listening.port);
  const deaf = createSocket('udp4').bind(relay, '127.0.0.1');
  atEnd(() => void deaf.close());
  const { guest, texts, moves } = watchedGuest(relay, 'Blocked');
  await guest.join();
  const move = guest.moveTo('udp');
  guest.say('meanwhile');
  await until(() => texts().length === 1, 'it talks on over TCP');
  expect(await move).toMatchObject({ ok: false, problem: { code: 'udp_blocked' } });
  expect([guest.transport, guest.connection.state, moves]).toEqual(['tcp', 'online', []]);
}, 15_000);

test('where nobody listens over UDP that is said at once', async () => {
  const host = await openRoom();
  const { guest } = watchedGuest(await tcpRelay(host.listening.port), 'Refused');
  await guest.join();
  expect(await guest.moveTo('udp')).toMatchObject({ ok: false, problem: { code: 'refused' } });
  expect([guest.transport, guest.connection.state]).toEqual(['tcp', 'online']);
});

test('a change that is asked for twice is one, and one that is taken back is not said to be true', async () => {
  const host = await openRoom();
  const { guest, moves } = watchedGuest(host.listening.port, 'Restless');
  await guest.join();
  const twice = await Promise.all([guest.moveTo('udp'), guest.moveTo('udp')]);
  expect(twice).toEqual([
    { ok: true, value: undefined },
    { ok: true, value: undefined },
  ]);
  const there = guest.moveTo('tcp');
  await until(() => guest.quality()?.transport === 'tcp', 'the old link is given up');
  const back = guest.moveTo('udp');
  const results = await Promise.all([there, back]);
  expect([results[1].ok, guest.transport, guest.quality()?.transport]).toEqual([true, 'udp', 'udp']);
  expect(results[0].ok || results[0].problem.code).toSatisfy((result) => result === true || result === 'superseded');
  expect(moves.at(-1)).toBe('udp');
});

test('a choice in the middle of a try to come back is what that try goes over', async () => {
  const port = await freePort();
  const path = `${temporaryFolder()}/room.db`;
  const room = await openRoom({ port, path });
  const real = dialRoom({ host: '127.0.0.1', port });
  const held: (() => void)[] = [];
  let holds = false;
  const dial: Dial = (transport, opened, events) =>
    real(transport, () => (holds && transport === 'tcp' ? held.push(opened) : opened()), events);
  const { guest } = watchedGuest(port, 'Changeable', 'tcp', dial);
  await guest.join();
  holds = true;
  await room.close();
  await openRoom({ port, path });
  await until(() => held.length > 0, 'a link over TCP is about to be used');
  expect(await guest.moveTo('udp')).toMatchObject({ ok: true });
  for (const opened of held) opened();
  await until(() => guest.connection.state === 'online', 'the guest is back');
  expect([guest.transport, guest.quality()?.transport]).toEqual(['udp', 'udp']);
});

test.each(['tcp', 'udp'] as const)('that somebody writes is passed on over %s', async (transport) => {
  const host = await openRoom();
  const writer = watchedGuest(host.listening.port, 'Writer', transport);
  const reader = watchedGuest(host.listening.port, 'Reader', transport);
  await writer.guest.join();
  await reader.guest.join();
  writer.guest.sayTyping();
  await until(() => reader.typists.length > 0, 'the reader is told');
  expect(reader.typists).toEqual([writer.guest.you]);
  expect(writer.typists).toEqual([]);
});

/** A port that passes TCP on to another one, and nothing else. */
async function tcpRelay(to: number): Promise<number> {
  const port = await freePort();
  const server = createServer((socket) => {
    const onward = connect(to, '127.0.0.1');
    socket.pipe(onward).pipe(socket);
    socket.on('error', () => onward.destroy());
    onward.on('error', () => socket.destroy());
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  atEnd(() => void server.close());
  return port;
}
