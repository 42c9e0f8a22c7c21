import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PACKET_TYPE } from '../../../src/core/datagram/constants.ts';
import { cookiePacket, initialPacket, putChecksum } from '../../../src/core/datagram/packet.ts';
import { cardText, type Identity } from '../../../src/core/secure/identity-card.ts';
import { type Dial, dialRoom } from '../../../src/node/net/dial.ts';
import { connectUdp } from '../../../src/node/net/udp-connect.ts';
import { guestSealing, HOST_IN_CLEAR } from '../../../src/node/secure/guest-sealing.ts';
import { passingIdentity } from '../../../src/node/secure/identity-store.ts';
import { fileMember, sendAll } from '../../support/files/file-members.ts';
import { LossyRelay } from '../../support/network/lossy-relay.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { besideTalkers } from '../../support/rooms/beside-talkers.ts';
import { watchedGuest } from '../../support/rooms/guests.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

function sealed(port: number, identity: Identity = passingIdentity()): Dial {
  return dialRoom({ host: '127.0.0.1', port }, undefined, guestSealing({ identity }));
}

/** TCP goes straight to the room, UDP through a relay; both sealed by the same keys. */
function sealedThrough(relay: LossyRelay, port: number): Dial {
  const sealing = guestSealing({ identity: passingIdentity() });
  const straight = dialRoom({ host: '127.0.0.1', port }, undefined, sealing);
  return (transport, opened, events) =>
    transport === 'tcp'
      ? straight(transport, opened, events)
      : connectUdp({ host: '127.0.0.1', port: relay.port }, opened, events, undefined, sealing);
}

test('a member moves between sealed TCP and UDP while everybody talks, is who it was, and nothing is lost', async () => {
  const host = await openRoom({ plain: false, limits: { messagesPerSecond: 1e6, messageBurst: 1e6 } });
  const { port } = host.listening;
  const relay = await LossyRelay.open(port, { loss: 0.1, doubled: 0.05, delayMs: 5, jitterMs: 5, seed: 3 });
  atEnd(() => relay.close());
  const mover = watchedGuest(port, 'Mover', 'udp', sealedThrough(relay, port));
  const other = watchedGuest(port, 'Other', 'udp', sealed(port));
  for (const { guest } of [mover, other]) expect(await guest.join()).toMatchObject({ ok: true });
  for (const to of ['tcp', 'udp', 'tcp', 'udp'] as const) {
    for (let said = 0; said < 50; said += 1) {
      mover.guest.say(`mover ${to} ${said}`);
      other.guest.say(`other ${to} ${said}`);
    }
    expect(await mover.guest.moveTo(to)).toEqual({ ok: true, value: undefined });
  }
  await until(() => mover.texts().length === 400 && other.texts().length === 400, 'all arrive', 30_000);
  expect(mover.texts()).toEqual(other.texts());
  expect(host.members()).toHaveLength(2);
  expect(host.members().every(({ card, clear }) => card !== undefined && clear === undefined)).toBe(true);
});

test('members on UDP are known by their cards, and nobody else goes on with their sessions', async () => {
  const host = await openRoom();
  const { port } = host.listening;
  const ada = passingIdentity();
  const { guest } = watchedGuest(port, 'Ada', 'udp', sealed(port, ada));
  await guest.join();
  expect(host.members()).toMatchObject([{ nick: 'Ada', card: cardText(ada.card) }]);
  for (const dial of [sealed(port), dialRoom({ host: '127.0.0.1', port })]) {
    const refused: string[] = [];
    const link = dial('udp', () => link.send(hello(guest.device as string)), {
      received: (chunk) => refused.push(Buffer.from(chunk).toString()),
      drained: () => {},
      ended: () => {},
      closed: () => {},
    });
    await until(() => refused.join('').includes('device_has_key'), 'another key is refused');
    link.destroy();
  }
});

function hello(device: string): Uint8Array {
  const json = Buffer.from(JSON.stringify({ type: 'hello', v: 1, nick: 'Ada', device }));
  const frame = Buffer.alloc(4 + json.length);
  frame.writeInt32LE(json.length, 0);
  frame.set(json, 4);
  return new Uint8Array(frame);
}

test('a capture of all datagrams of a conversation holds no word, name or file of it', async () => {
  const host = await openRoom({ name: 'Chamber of secrets', plain: false });
  const { port } = host.listening;
  const relay = await LossyRelay.open(port);
  atEnd(() => relay.close());
  const captured: Buffer[] = [];
  relay.onPass = (datagram) => void captured.push(datagram);
  const one = await fileMember(port, 'Hermione', { dial: sealedThrough(relay, port), transport: 'udp' });
  const other = watchedGuest(port, 'Draco', 'udp', sealedThrough(relay, port));
  await other.guest.join();
  other.guest.say('the password is dragon');
  const path = join(temporaryFolder(), 'marauders-map.txt');
  writeFileSync(path, 'I solemnly swear that I am up to no good\n'.repeat(100));
  await sendAll(one, path);
  await until(() => other.texts().length === 1 && other.events.some(({ kind }) => kind === 'file'), 'both hear');
  const all = Buffer.concat(captured).toString('latin1');
  const words = ['Chamber', 'Hermione', 'Draco', 'dragon', 'marauders', 'solemnly', 'hello', 'welcome', host.info.id];
  expect(words.filter((word) => all.includes(word))).toEqual([]);
  expect(captured.length).toBeGreaterThan(10);
});

test('a host that starts again says so to who it knew over UDP, and they come back by themselves', async () => {
  const path = join(temporaryFolder(), 'room.db');
  const identity = passingIdentity();
  const first = await openRoom({ path, identity });
  const { port } = first.listening;
  const { guest, texts } = watchedGuest(port, 'Ada', 'udp', sealed(port));
  await guest.join();
  await first.close();
  const second = await openRoom({ path, identity, port });
  await until(() => guest.connection.state === 'online' && second.members().length > 0, 'it is back');
  guest.say('again');
  await until(() => texts().length === 1, 'it is heard');
});

test('a guest that wants no clear link finds a room that does not seal, and says nothing to it', async () => {
  const clear = createSocket('udp4');
  const heard: number[] = [];
  clear.on('message', (datagram, from) => {
    heard.push(datagram[3] as number);
    // As a host of before answers: with a cookie and no word of seals.
    const id = { index: datagram.readUInt32LE(8), secret: datagram.readUInt32LE(12) };
    clear.send(cookiePacket(id, 0, new Uint8Array(16)), from.port, from.address);
  });
  clear.bind(0, '127.0.0.1');
  await once(clear, 'listening');
  atEnd(() => void clear.close());
  const at = { host: '127.0.0.1', port: clear.address().port };
  const dial = dialRoom(at, undefined, guestSealing({ identity: passingIdentity(), inClear: HOST_IN_CLEAR }));
  const { guest } = watchedGuest(at.port, 'Ada', 'udp', dial);
  expect(await guest.join()).toMatchObject({ ok: false, problem: { code: 'host_in_clear' } });
  expect(new Set(heard)).toEqual(new Set([PACKET_TYPE.initial]));
});

test('a room that takes no frames in clear says so over UDP as well', async () => {
  const { port } = (await openRoom({ plain: false })).listening;
  const { guest } = watchedGuest(port, 'Clear', 'udp', dialRoom({ host: '127.0.0.1', port }));
  expect(await guest.join()).toMatchObject({ ok: false, problem: { code: 'sealed_only' } });
});

test('forged hellos, cookies, proofs and packets by the ten thousand leave members undisturbed', async () => {
  await besideTalkers(async (port) => {
    const flood = createSocket('udp4');
    flood.bind(0, '127.0.0.2');
    await once(flood, 'listening');
    atEnd(() => void flood.close());
    for (let sent = 0; sent < 20_000; sent += 1) {
      const packet = initialPacket({ index: sent, secret: sent }, true);
      packet[3] = PACKET_TYPE.initial + (sent % 15);
      putChecksum(packet, packet.length);
      flood.send(packet, port, '127.0.0.1');
      if (sent % 100 === 0) await new Promise<void>((next) => setImmediate(next));
    }
    const late = watchedGuest(port, 'Late', 'udp', sealed(port));
    expect(await late.guest.join()).toMatchObject({ ok: true });
  });
});
