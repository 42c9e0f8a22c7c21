import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { RoomHost } from '../../../src/node/hosting/room-host.ts';
import { frame } from '../../support/programs/plain-frames.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { atEachByte } from '../../support/secure/at-each-byte.ts';
import { frame1, frame3, noiseFrame, StrangerGuest } from '../../support/secure/stranger-guest.ts';
import { type Mischief, StrangerHandshake, sha256 } from '../../support/secure/stranger-handshake.ts';
import { isSigned, pairOfBytes, stranger, x25519Pair } from '../../support/secure/stranger-keys.ts';

releaseEverything();

/** So many handshakes of one address as these tests need in a moment. */
const MANY = {
  handshakes: 10_000,
  handshakesPerSecond: 10_000,
  handshakesPerAddress: 10_000,
  handshakesPerAddressPerSecond: 10_000,
  linksPerAddressPerSecond: 10_000,
  linksPerAddress: 100,
  halfOpenPerAddress: 100,
  entriesPerAddress: 10_000,
};

let host: RoomHost;
let port: number;
let member: StrangerGuest;

beforeEach(async () => {
  host = await openRoom({ limits: { ...MANY, graceMs: 60_000 } });
  port = host.listening.port;
  member = await StrangerGuest.join(port, 'Member');
});

const nicks = () => host.members().map(({ nick }) => nick);

/** Proves that whatever was tried changed nothing: the member that was there talks on, and nobody else is in. */
async function nothingHappened(): Promise<void> {
  const text = randomBytes(8).toString('hex');
  member.say(text, text);
  await member.heard(text);
  expect(member.isClosed).toBe(false);
  expect(nicks()).toEqual(['Member']);
}

describe('a peer that is written from docs/protocol.md', () => {
  test('meets a host whose card and certificate are right, talks, and both have one short code', async () => {
    const handshake = new StrangerHandshake(stranger());
    const guest = await StrangerGuest.connect(port);
    await guest.meet(handshake);
    const [card, certificate] = [handshake.hostShown.subarray(0, 160), handshake.hostShown.subarray(160, 320)];
    expect(isSigned(card.subarray(0, 32), 'partyline card 1', card)).toBe(true);
    expect(isSigned(certificate.subarray(16, 48), 'partyline certificate 1', certificate)).toBe(true);
    expect(certificate.subarray(48, 80)).toEqual(card.subarray(0, 32));
    expect(certificate.subarray(0, 16).toString('hex')).toBe(host.info.id);
    guest.write(frame3(handshake));
    guest.seal(handshake);
    guest.hello('Stranger');
    await guest.next('welcome');
    guest.say('1', 'sealed hello');
    await member.heard('sealed hello');
    expect(nicks()).toEqual(['Member', 'Stranger']);
  });

  test('may put more into its payloads and cut its stream of frames anywhere', async () => {
    const guest = await StrangerGuest.sealed(port, stranger(), { more: randomBytes(100) });
    const hello = frame({ type: 'hello', v: 1, nick: 'Crumbs', device: guest.device });
    for (const byte of hello) guest.writeRecord(Buffer.of(byte));
    await guest.next('welcome');
  });

  test('never gets the same record twice, nor the same key on two links', async () => {
    const me = stranger();
    const [one, other] = [await StrangerGuest.join(port, 'One', me), await StrangerGuest.join(port, 'Other')];
    for (let ping = 0; ping < 50; ping += 1) one.send({ type: 'ping', t: 1 });
    await one.find(() => one.received.filter(({ type }) => type === 'pong').length === 50, '50 answers');
    const records = [...one.records, ...other.records, ...member.records].map((record) => record.toString('hex'));
    expect(new Set(records).size).toBe(records.length);
  });
});

test('hears no word in clear behind message 2, whatever becomes of it: it takes all that comes for records', async () => {
  const hasty = await openRoom({ limits: { ...MANY, helloMs: 100 } });
  const guest = await StrangerGuest.connect(hasty.listening.port);
  await guest.meet(new StrangerHandshake(stranger()));
  await guest.closed();
  expect(guest.clear.map(({ header }) => header.type)).toEqual(['noise']);
});

describe('a guest that is not who it says', () => {
  const known = stranger();
  const other = stranger();
  const zeros = Buffer.alloc(32);

  test.each<[string, Mischief]>([
    ['the card of another', { card: known.card }],
    ['the card and the noise key of another', { card: known.card, noiseKey: known.noise.open }],
    ['a card with a byte changed', { card: Buffer.from(other.card.map((byte, at) => (at === 40 ? byte ^ 1 : byte))) }],
    ['a noise key of zeros', { noiseKey: zeros }],
    ['another commitment than it keeps', { commitment: sha256('anything') }],
    ['another version', { prologue: 'Partyline noise 2' }],
  ])('is let go: %s', async (_, mischief) => {
    const guest = await StrangerGuest.connect(port);
    const handshake = new StrangerHandshake(other, mischief);
    guest.write(frame1(handshake));
    const message2 = await guest.message2();
    try {
      handshake.read2(message2);
      guest.write(frame3(handshake));
    } catch {
      // The host's answer already can't be read: any message 3 is as wrong.
      guest.write(noiseFrame(randomBytes(256)));
    }
    await guest.closed();
    await nothingHappened();
  });

  test.each(['00', '01'])('gets no answer to a new key that makes nothing but zeros: %s…', async (first) => {
    const guest = await StrangerGuest.connect(port);
    guest.write(noiseFrame(Buffer.from(first.padEnd(128, '0'), 'hex')));
    await guest.closed();
    expect(guest.clear).toEqual([]);
    await nothingHappened();
  });

  test('is let go when it sends back what the host said, or what it said itself', async () => {
    for (const which of ['message 1', 'message 2'] as const) {
      const guest = await StrangerGuest.connect(port);
      const first = new StrangerHandshake(stranger()).message1();
      guest.write(noiseFrame(first));
      const second = await guest.message2();
      guest.write(noiseFrame(which === 'message 1' ? first : second));
      await guest.closed();
    }
    await nothingHappened();
  });

  test('is let go with message 3 of another link, of this room or of another room of the same host', async () => {
    const elsewhere = await openRoom({ limits: MANY });
    for (const otherPort of [port, elsewhere.listening.port]) {
      const [here, there] = [new StrangerHandshake(known), new StrangerHandshake(known)];
      const [guest, twin] = [await StrangerGuest.connect(port), await StrangerGuest.connect(otherPort)];
      await guest.meet(here);
      await twin.meet(there);
      guest.write(frame3(there));
      await guest.closed();
    }
    expect(elsewhere.members()).toEqual([]);
    await nothingHappened();
  });

  test('is let go with message 3 that somebody else recorded, on a link of the same new key', async () => {
    const ephemeral = pairOfBytes('X25519', Buffer.alloc(32, 7));
    const first = new StrangerHandshake(known, { ephemeral });
    const honest = await StrangerGuest.connect(port);
    await honest.meet(first);
    const third = frame3(first);
    honest.write(third);
    const replay = await StrangerGuest.connect(port);
    replay.write(frame1(new StrangerHandshake(known, { ephemeral })));
    await replay.message2();
    replay.write(third);
    await replay.closed();
    await nothingHappened();
  });

  test('learns nothing of a room by a handshake that it stops at any byte', async () => {
    const secret = await openRoom({ name: 'Quiet room', plain: false, limits: MANY });
    const length = noiseFrame(new StrangerHandshake(known).message1()).length;
    await atEachByte(length, async (cut) => {
      const guest = await StrangerGuest.connect(secret.listening.port);
      guest.socket.end(frame1(new StrangerHandshake(known)).subarray(0, cut));
      await guest.closed();
      expect(guest.clear.filter(({ header }) => header.type === 'noise')).toEqual([]);
      for (const word of ['Quiet', secret.info.id]) expect(guest.heardInClear.includes(word)).toBe(false);
    });
    expect(secret.members()).toEqual([]);
  });

  test('is nobody where message 3 stops at any byte', async () => {
    const length = noiseFrame(Buffer.alloc(256)).length;
    await atEachByte(length, async (cut) => {
      const guest = await StrangerGuest.connect(port);
      const handshake = new StrangerHandshake(known);
      await guest.meet(handshake);
      guest.socket.end(frame3(handshake).subarray(0, cut));
      await guest.closed();
    });
    await nothingHappened();
  });
});

describe('records of a guest that are not right', () => {
  /** A guest that is in, and one that watches. */
  async function talker() {
    const guest = await StrangerGuest.join(port, 'Talker');
    guest.say('1', 'before');
    await member.heard('before');
    return guest;
  }

  async function ends(guest: StrangerGuest): Promise<void> {
    await guest.closed();
    const text = randomBytes(8).toString('hex');
    member.say(text, text);
    await member.heard(text);
    const texts = member.received.filter(({ kind }) => kind === 'message').map((header) => header.text);
    expect(texts).toEqual(['before', text]);
  }

  test('end the link when one comes again', async () => {
    const guest = await talker();
    const record = guest.record({ type: 'typing' });
    guest.write(Buffer.concat([record, record, guest.record({ type: 'say', id: '2', text: 'after' })]));
    await ends(guest);
  });

  test('end the link when two change places', async () => {
    const guest = await talker();
    const [one, two] = ['one', 'two'].map((text) => guest.record({ type: 'say', id: text, text }));
    guest.write(Buffer.concat([two as Buffer, one as Buffer]));
    await ends(guest);
  });

  test('end the link when one is missing', async () => {
    const guest = await talker();
    guest.record({ type: 'typing' });
    guest.say('2', 'after');
    await ends(guest);
  });

  test('end the link at any flipped byte', async () => {
    const length = frame({ type: 'say', id: '2', text: 'after' }).length + 18;
    await atEachByte(length, async (at) => {
      const guest = await StrangerGuest.join(port, `Flips ${at}`);
      const record = guest.record({ type: 'say', id: '2', text: 'after' });
      record[at] = (record[at] as number) ^ 0x40;
      // Another length waits for what it announces.
      guest.write(Buffer.concat([record, guest.record({ type: 'say', id: '3', text: 'later' }), Buffer.alloc(70_000)]));
      await guest.closed();
    });
    member.say('1', 'still here');
    await member.heard('still here');
    const texts = member.received.filter(({ kind }) => kind === 'message').map((header) => header.text);
    expect(texts).toEqual(['still here']);
  });

  test('say nothing where the stream stops at any byte of one', async () => {
    const length = frame({ type: 'say', id: '2', text: 'after' }).length + 18;
    await atEachByte(length, async (cut) => {
      const guest = await StrangerGuest.join(port, `Cut ${cut}`);
      guest.socket.end(guest.record({ type: 'say', id: '2', text: 'after' }).subarray(0, cut));
      await guest.closed();
    });
    member.say('1', 'still here');
    await member.heard('still here');
    const texts = member.received.filter(({ kind }) => kind === 'message').map((header) => header.text);
    expect(texts).toEqual(['still here']);
  });

  test('end the link when it goes on in clear', async () => {
    const guest = await talker();
    guest.write(frame({ type: 'say', id: '2', text: 'after' }));
    guest.write(Buffer.alloc(70_000));
    await ends(guest);
  });

  test('of no bytes at all end the link', async () => {
    for (const length of [0, 15, 16]) {
      const guest = await StrangerGuest.join(port, `Empty ${length}`);
      guest.write(Buffer.concat([Buffer.of(length, 0), randomBytes(length)]));
      await guest.closed();
    }
  });
});

describe('somebody who stole what another has', () => {
  test('comes not in clear with the device of one who had a key', async () => {
    const thief = await RawClient.connect(port);
    thief.send({ type: 'hello', v: 1, nick: 'Member', device: member.device });
    expect(await thief.next('error')).toMatchObject({ code: 'device_has_key' });
    await nothingHappened();
  });

  test('comes not with that device and another key', async () => {
    const thief = await StrangerGuest.sealed(port);
    thief.hello('Member', { device: member.device });
    expect(await thief.next('error')).toMatchObject({ code: 'device_has_key' });
    await nothingHappened();
  });

  test.each(['in clear', 'with a key of its own'])('takes over no session, %s', async (how) => {
    const { session } = (await member.next('welcome')) as unknown as { session: string };
    const resume = { session, seq: 0 };
    if (how === 'in clear') {
      const thief = await RawClient.connect(port);
      thief.send({ type: 'hello', v: 1, nick: 'Member', device: member.device, resume });
      expect(await thief.next('error')).toMatchObject({ code: 'device_has_key' });
    } else {
      for (const device of [member.device, randomBytes(16).toString('hex')]) {
        const thief = await StrangerGuest.sealed(port);
        thief.hello('Member', { device, resume });
        expect((await thief.next('error')).code).toMatch(/^(device_has_key|unknown_session)$/);
      }
    }
    await nothingHappened();
  });

  test('is taken for its owner with the owner’s key alone', async () => {
    const me = stranger();
    const before = await StrangerGuest.join(port, 'Owner', me);
    const { session, you } = (await before.next('welcome')) as unknown as { session: string; you: string };
    const after = await StrangerGuest.sealed(port, me);
    after.hello('Owner', { device: before.device, resume: { session, seq: 0 } });
    expect(await after.next('welcome')).toMatchObject({ session, you });
    await before.closed();
  });
});

test('a room that lets nobody in in clear says so, and takes who is sealed', async () => {
  const sealed = await openRoom({ plain: false });
  const clear = await RawClient.connect(sealed.listening.port);
  clear.hello('Clear');
  expect(await clear.next('error')).toMatchObject({ code: 'sealed_only' });
  await StrangerGuest.join(sealed.listening.port, 'Sealed');
  expect(sealed.members().map(({ nick }) => nick)).toEqual(['Sealed']);
});

test('a handshake that never ends holds nobody up, and is let go', async () => {
  const slow = await openRoom({ limits: { ...MANY, helloMs: 300 } });
  const guest = await StrangerGuest.connect(slow.listening.port);
  guest.write(noiseFrame(new StrangerHandshake(stranger(), { ephemeral: x25519Pair() }).message1()));
  await guest.message2();
  await StrangerGuest.join(slow.listening.port, 'Quick');
  await guest.closed();
});
