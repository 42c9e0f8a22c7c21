import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { dialRoom } from '../../../src/node/net/dial.ts';
import type { StreamLink } from '../../../src/node/net/stream-link.ts';
import { guestSealing } from '../../../src/node/secure/guest-sealing.ts';
import { passingIdentity } from '../../../src/node/secure/identity-store.ts';
import { occupy, portOf } from '../../support/network/ports.ts';
import { frame } from '../../support/programs/plain-frames.ts';
import { watchedGuest } from '../../support/rooms/guests.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { atEachByte } from '../../support/secure/at-each-byte.ts';
import { StrangerGuest } from '../../support/secure/stranger-guest.ts';
import { StrangerHandshake } from '../../support/secure/stranger-handshake.ts';
import { type StrangerHostOptions, strangerHost } from '../../support/secure/stranger-host.ts';
import { certificateOf, ed25519Pair, pairOfBytes, stranger } from '../../support/secure/stranger-keys.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const ROOM_ID = 'ab'.repeat(16);

/** The app's own guest, with a key of its own; nothing is known of any host yet. */
function guestOf(port: number) {
  const identity = passingIdentity();
  const dial = dialRoom({ host: '127.0.0.1', port }, undefined, guestSealing({ identity }));
  const links: StreamLink[] = [];
  const watched = watchedGuest(port, 'Ada', 'tcp', (...parameters) => {
    const link = dial(...parameters);
    links.push(link);
    return link;
  });
  return { ...watched, identity, links };
}

/** The guest's answer to a host that it dials for the first time, and what that host learned. */
async function dialled(options: StrangerHostOptions) {
  const host = await strangerHost(options);
  const { guest } = guestOf(host.port);
  const result = await guest.join();
  const learned = host.dialled.flatMap(({ messages, clear, sealed }) => [
    ...messages.slice(1),
    ...clear.filter(({ type }) => type !== 'ping'),
    ...sealed,
  ]);
  return { code: result.ok ? 'joined' : result.problem.code, learned };
}

test('an honest host, written from docs/protocol.md alone, is joined, and both have one short code', async () => {
  const host = await strangerHost();
  const { guest, links } = guestOf(host.port);
  expect(await guest.join()).toMatchObject({ ok: true });
  const [one] = host.dialled;
  expect(one?.sealed.map(({ type }) => type)).toContain('hello');
  expect(one?.clear.map(({ type }) => type)).toEqual(['ping']);
  expect(Buffer.from(links[0]?.security?.code ?? []).toString('hex')).toBe(one?.handshake.code.toString('hex'));
});

describe('a host that is not who it says learns nothing of a guest', () => {
  const [me, other] = [stranger(), stranger()];
  const room = ed25519Pair();
  const right = certificateOf({ room, roomId: ROOM_ID, hostKey: me.identity.open });
  const certificate = (more: object) => certificateOf({ room, roomId: ROOM_ID, hostKey: me.identity.open, ...more });
  const flipped = (bytes: Buffer, at: number) =>
    Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)));

  test.each<[string, StrangerHostOptions, string]>([
    [
      'the certificate of another host',
      { me, certificate: certificate({ hostKey: other.identity.open }) },
      'handshake_failed',
    ],
    ['a certificate that has expired', { me, certificate: certificate({ until: Date.now() }) }, 'certificate_expired'],
    [
      'a certificate that is not good yet',
      { me, certificate: certificate({ from: Date.now() + 3_600_000 }) },
      'certificate_expired',
    ],
    ['a certificate with another room’s id', { me, certificate: flipped(right, 0) }, 'handshake_failed'],
    [
      'a certificate with another room key',
      { me, certificate: Buffer.concat([right.subarray(0, 16), ed25519Pair().open, right.subarray(48)]) },
      'handshake_failed',
    ],
    ['a certificate with a later end', { me, certificate: flipped(right, 93) }, 'handshake_failed'],
    [
      'a certificate that it signed itself',
      { me, certificate: certificateOf({ room: me.identity, roomId: ROOM_ID, hostKey: other.identity.open }) },
      'handshake_failed',
    ],
    ['no certificate', { me, certificate: Buffer.alloc(0) }, 'handshake_failed'],
    ['half a certificate', { me, certificate: right.subarray(0, 159) }, 'handshake_failed'],
    ['a certificate of zeros', { me, certificate: Buffer.alloc(160) }, 'handshake_failed'],
    ['the card of another', { me, certificate: right, mischief: { card: other.card } }, 'handshake_failed'],
    [
      'the card and the noise key of another',
      { me, certificate: right, mischief: { card: other.card, noiseKey: other.noise.open } },
      'handshake_failed',
    ],
    ['a noise key of zeros', { me, mischief: { noiseKey: Buffer.alloc(32) } }, 'handshake_failed'],
    ['another version', { me, mischief: { prologue: 'Partyline noise 2' } }, 'handshake_failed'],
    ['a new key of zeros', { me, answer: () => Buffer.alloc(416) }, 'handshake_failed'],
    ['what it was told', { me, answer: (message1) => message1 }, 'not_a_room'],
    [
      'what it was told, made longer',
      { me, answer: (message1) => Buffer.concat([message1, randomBytes(352)]) },
      'handshake_failed',
    ],
    [
      'an answer longer than any',
      { me, answer: (_, own) => Buffer.concat([own(), Buffer.alloc(1_024)]) },
      'handshake_failed',
    ],
  ])('%s', async (_, options, code) => {
    expect(await dialled(options)).toEqual({ code, learned: [] });
  });

  test('message 2 cut at any byte', async () => {
    await atEachByte(416, async (cut) => {
      const { code, learned } = await dialled({ me, answer: (__, own) => own().subarray(0, cut) });
      expect([code, learned], `cut at ${cut}`).toEqual(['handshake_failed', []]);
    });
  });

  test('message 2 that the right host said on another link, of this room or another', async () => {
    for (const target of [await openRoom(), await openRoom()]) {
      const { listening } = target;
      const recorded = await StrangerGuest.connect(listening.port);
      const handshake = new StrangerHandshake(stranger());
      await recorded.meet(handshake);
      const message2 = await recorded.message2();
      expect(await dialled({ answer: () => message2 })).toEqual({ code: 'handshake_failed', learned: [] });
    }
  });
});

describe('a host that is certified for one room', () => {
  test('is not believed that it is another', async () => {
    const host = await strangerHost({ welcomes: 'cd'.repeat(16) });
    const { guest } = guestOf(host.port);
    const result = await guest.join();
    expect(result).toMatchObject({ ok: false });
  });
});

test('a certificate that ends while a link is open ends no link, opens none any more, and is followed by a newer one of the same room', async () => {
  const [me, room] = [stranger(), ed25519Pair()];
  const end = Date.now() + 1_500;
  const certificate = certificateOf({ room, roomId: ROOM_ID, hostKey: me.identity.open, until: end });
  const host = await strangerHost({ me, room, certificate });
  const { guest } = guestOf(host.port);
  expect(await guest.join()).toMatchObject({ ok: true });
  await until(() => Date.now() > end, 'the certificate is over');
  guest.say('beyond its time');
  const [first] = host.dialled;
  await until(() => first?.sealed.some(({ text }) => text === 'beyond its time') ?? false, 'the link goes on');
  expect(guest.connection.state).toBe('online');

  first?.socket.destroy();
  const problem = () => (guest.connection.state === 'waiting' ? guest.connection.problem?.code : undefined);
  await until(() => problem() === 'certificate_expired', 'it is not believed any more');
  expect(host.dialled.slice(1).flatMap(({ messages, sealed }) => [...messages.slice(1), ...sealed])).toEqual([]);
  await host.close();
  await strangerHost({ me, room, port: host.port });
  guest.reconnectNow();
  await until(() => guest.connection.state === 'online', 'its newer certificate is');
});

describe('who stands between', () => {
  /** A relay that changes what goes to the guest from this byte on. */
  async function between(port: number, change: (bytes: Buffer, at: number) => Buffer) {
    const server = await occupy({ port: 0 }, (socket) => {
      const onward = connect({ port, host: '127.0.0.1' });
      let at = 0;
      socket.on('error', () => {});
      onward.on('error', () => {});
      socket.pipe(onward);
      onward.on('data', (chunk: Buffer) => {
        socket.write(change(chunk, at));
        at += chunk.length;
      });
      onward.on('close', () => socket.destroy());
      socket.on('close', () => onward.destroy());
    });
    return portOf(server);
  }

  test('and passes everything on sees no word, name or key', async () => {
    const host = await openRoom({ name: 'Secret room' });
    const seen: Buffer[] = [];
    const port = await between(host.listening.port, (bytes) => {
      seen.push(Buffer.from(bytes));
      return bytes;
    });
    const watched = guestOf(port);
    expect(await watched.guest.join()).toMatchObject({ ok: true });
    watched.guest.say('a word that nobody else reads');
    await until(() => watched.texts().length === 1, 'the message is back');
    const all = Buffer.concat(seen);
    const { identityKey, noiseKey } = watched.identity.card;
    for (const secret of ['Secret room', 'Ada', 'nobody else', Buffer.from(identityKey), Buffer.from(noiseKey)]) {
      expect(all.includes(secret)).toBe(false);
    }
  });

  test('and puts himself there with keys of his own is refused by who knows the room, and loudly', async () => {
    const host = await openRoom();
    const { port } = host.listening;
    const { guest } = guestOf(port);
    expect(await guest.join()).toMatchObject({ ok: true });
    const roomId = host.info.id;
    await host.close();
    const impostor = await strangerHost({ port, roomId });
    guest.reconnectNow();
    await until(
      () => guest.connection.state === 'closed' && guest.connection.problem?.code === 'room_key_changed',
      () => JSON.stringify(guest.connection),
    );
    expect(impostor.dialled.flatMap(({ sealed }) => sealed)).toEqual([]);
  });

  test('has another short code on each side, whatever he chooses', async () => {
    const host = await openRoom();
    const him = stranger();
    const towardsHost = new StrangerHandshake(him);
    const onward = await StrangerGuest.connect(host.listening.port);
    await onward.meet(towardsHost);
    towardsHost.message3();
    // He may choose anything towards the guest, knowing the other side's code; here his new key, as one of many tries.
    const codes = new Set([towardsHost.code.toString('hex')]);
    for (let tries = 0; tries < 5; tries += 1) {
      const ephemeral = pairOfBytes('X25519', randomBytes(32));
      const trap = await strangerHost({ me: him, mischief: { ephemeral } });
      const { guest } = guestOf(trap.port);
      await guest.join();
      codes.add(trap.dialled[0]?.handshake.code.toString('hex') ?? '');
    }
    expect(codes.size).toBe(6);
  });
});

describe('records of a host that are not right', () => {
  test.each<[string, (record: Buffer) => Buffer]>([
    ['a changed byte', (record) => Buffer.from(record.map((byte, at) => (at === 20 ? byte ^ 1 : byte)))],
    ['one twice', (record) => Buffer.concat([record, record])],
    ['one left out', () => Buffer.alloc(0)],
    ['bytes in clear', () => Buffer.concat([frame({ type: 'bye' }), Buffer.alloc(70_000)])],
  ])('end the link, and nothing of what follows is shown: %s', async (_, damage) => {
    let isDamaged = false;
    const host = await strangerHost({ sends: (record) => (isDamaged ? damage(record) : record) });
    const { guest, texts } = guestOf(host.port);
    expect(await guest.join()).toMatchObject({ ok: true });
    const send = (text: string, seq: number) =>
      host.dialled[0]?.send?.({ type: 'event', seq, at: 1, kind: 'message', id: text, from: 'm1', nick: 'Ada', text });
    isDamaged = true;
    send('damaged', 1);
    isDamaged = false;
    send('later', 2);
    await until(
      () => guest.connection.state === 'waiting' && guest.connection.problem.code === 'link_tampered',
      () => JSON.stringify(guest.connection),
    );
    // What came twice was right once.
    expect(texts().filter((text) => text !== 'damaged')).toEqual([]);
  });
});
