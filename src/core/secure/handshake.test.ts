import { describe, expect, it } from 'vitest';
import { testCrypto } from '../../../tests/support/crypto.ts';
import { joinBytes } from '../join-bytes.ts';
import { asciiBytes } from '../wire/ascii.ts';
import { hexText } from './byte-text.ts';
import { HandshakeGuest } from './handshake-guest.ts';
import { HandshakeHost } from './handshake-host.ts';
import { type Identity, newIdentitySecret, openIdentity } from './identity-card.ts';
import { HANDSHAKE_MESSAGE_MOST, MESSAGE_1_SIZE, MESSAGE_2_SIZE, MESSAGE_3_SIZE, PROLOGUE } from './layout.ts';
import { NoiseXX } from './noise-xx.ts';
import { certify } from './room-certificate.ts';
import { commitmentTo } from './short-code-seed.ts';

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;
const ROOM_ID = '00112233445566778899aabbccddeeff';
const room = testCrypto.signingPair(testCrypto.random(32));
const ada = openIdentity(testCrypto, newIdentitySecret(testCrypto));
const bob = openIdentity(testCrypto, newIdentitySecret(testCrypto));
const mallory = openIdentity(testCrypto, newIdentitySecret(testCrypto));

function certificateOf(host: Identity, from = NOW - DAY, until = NOW + DAY) {
  return certify(testCrypto, room, { roomId: ROOM_ID, hostKey: host.card.key, from, until });
}

/** Both ends up to message 2, of a host with this identity and certificate. */
function begin({ host = ada, guest = bob, certificate = certificateOf(host) } = {}) {
  const guestEnd = new HandshakeGuest(testCrypto, guest);
  const hostEnd = new HandshakeHost(testCrypto, { identity: host, certificate });
  const first = guestEnd.start();
  if (first.kind !== 'send') throw new Error('a guest can always begin');
  const second = hostEnd.read(first.message);
  if (second.kind !== 'send') throw new Error('a host answers any key');
  return { guestEnd, hostEnd, first: first.message, second: second.message };
}

/** The same, up to message 3. */
function meet(options: Parameters<typeof begin>[0] = {}) {
  const ends = begin(options);
  ends.guestEnd.read(ends.second, NOW);
  const answered = ends.guestEnd.answer();
  if (answered.kind !== 'done') throw new Error('not met');
  return { ...ends, answered };
}

describe('guest and host', () => {
  it('learn who is there, and have the same keys, hash and nobody else’s', () => {
    const { hostEnd, answered } = meet();
    const done = hostEnd.read(answered.message);
    expect(done).toMatchObject({ kind: 'done', sendKey: answered.receiveKey, receiveKey: answered.sendKey });
    if (done.kind !== 'done') return;
    const { hash, code } = answered.security;
    expect(done.security).toEqual({ card: bob.card, key: bob.card.key, hash, code });
    expect(answered.security).toMatchObject({ card: ada.card, key: ada.card.key, certificate: { roomId: ROOM_ID } });
  });

  it('send messages of the sizes that the protocol names', () => {
    const { first, second, answered } = meet();
    expect([first.length, second.length, answered.message.length]).toEqual([
      MESSAGE_1_SIZE,
      MESSAGE_2_SIZE,
      MESSAGE_3_SIZE,
    ]);
  });

  it('reveal neither card to who only listens', () => {
    const { first, second, answered } = meet();
    const heard = Buffer.concat([first, second, answered.message]);
    for (const { card } of [ada, bob]) {
      for (const key of [card.identityKey, card.noiseKey, card.sealingKey])
        expect(heard.includes(Buffer.from(key))).toBe(false);
    }
  });

  it('take payloads with more behind them, as a later version may send', () => {
    const right = certificateOf(ada);
    const certificate = { ...right, bytes: Buffer.concat([right.bytes, Buffer.alloc(40)]) };
    const { hostEnd, answered } = meet({ certificate });
    expect(hostEnd.read(answered.message)).toMatchObject({ kind: 'done', security: { key: bob.card.key } });
  });

  it('have the same 32 bytes for a short code, and others in each handshake', () => {
    const codes = Array.from({ length: 4 }, () => meet().answered.security.code);
    expect(new Set(codes.map(hexText)).size).toBe(4);
    expect(codes[0]).toHaveLength(32);
  });
});

describe('a guest', () => {
  it.each([
    ['whose certificate names another host', { host: mallory, certificate: certificateOf(ada) }, 'certificate_wrong'],
    [
      'that shows the card of another',
      { host: { ...mallory, card: ada.card }, certificate: certificateOf(ada) },
      'card_wrong',
    ],
    ['whose certificate has expired', { certificate: certificateOf(ada, NOW - DAY, NOW) }, 'certificate_expired'],
    [
      'whose certificate is not good yet',
      { certificate: certificateOf(ada, NOW + 1, NOW + DAY) },
      'certificate_expired',
    ],
  ] as const)('refuses a host %s, and says nothing of itself', (_, options, problem) => {
    const { guestEnd, second } = begin(options);
    expect(guestEnd.read(second, NOW)).toEqual({ kind: 'failed', problem });
    expect(guestEnd.answer()).toEqual({ kind: 'failed', problem: 'handshake_broken' });
  });

  it('refuses a certificate with any byte changed', () => {
    const right = certificateOf(ada);
    for (let at = 0; at < right.bytes.length; at += 1) {
      const certificate = { ...right, bytes: right.bytes.with(at, (right.bytes[at] as number) ^ 1) };
      const { guestEnd, second } = begin({ certificate });
      expect(guestEnd.read(second, NOW).kind, `changed at ${at}`).toBe('failed');
    }
  });

  it('refuses a card with any byte changed', () => {
    for (let at = 0; at < ada.card.bytes.length; at += 1) {
      const bytes = ada.card.bytes.with(at, (ada.card.bytes[at] as number) ^ 1);
      const { guestEnd, second } = begin({ host: { ...ada, card: { ...ada.card, bytes } } });
      expect(guestEnd.read(second, NOW), `changed at ${at}`).toEqual({ kind: 'failed', problem: 'card_wrong' });
    }
  });

  it('does not answer before it met anybody, nor twice', () => {
    expect(new HandshakeGuest(testCrypto, bob).answer()).toEqual({ kind: 'failed', problem: 'handshake_broken' });
    const { guestEnd } = meet();
    expect(guestEnd.answer()).toEqual({ kind: 'failed', problem: 'handshake_broken' });
  });

  it('refuses message 2 of another of its own handshakes', () => {
    expect(begin().guestEnd.read(begin().second, NOW)).toEqual({ kind: 'failed', problem: 'handshake_broken' });
  });

  it('refuses a message longer than any', () => {
    const { guestEnd, second } = begin();
    const long = Buffer.concat([second, Buffer.alloc(HANDSHAKE_MESSAGE_MOST)]);
    expect(guestEnd.read(long, NOW)).toEqual({ kind: 'failed', problem: 'handshake_broken' });
  });
});

describe('a host', () => {
  it('refuses a guest that shows another card or other chance than message 1 bound it to', () => {
    // By hand: what it shows in message 3 is right in itself, but chosen after message 2 was known.
    for (const chosen of [joinBytes([bob.card.bytes, testCrypto.random(32)]), bob.card.bytes]) {
      const noise = new NoiseXX(testCrypto, { initiator: true, prologue: asciiBytes(PROLOGUE), own: bob.noise });
      const hostEnd = new HandshakeHost(testCrypto, { identity: ada, certificate: certificateOf(ada) });
      const before = joinBytes([bob.card.bytes, testCrypto.random(32)]);
      const second = hostEnd.read(noise.write(commitmentTo(testCrypto, before)) as Uint8Array);
      if (second.kind !== 'send') throw new Error('a host answers any key');
      noise.read(second.message);
      expect(hostEnd.read(noise.write(chosen) as Uint8Array)).toEqual({ kind: 'failed', problem: 'handshake_broken' });
    }
  });

  it('refuses a guest that shows the card of another', () => {
    const { hostEnd, answered } = meet({ guest: { ...mallory, card: bob.card } });
    expect(hostEnd.read(answered.message)).toEqual({ kind: 'failed', problem: 'card_wrong' });
  });

  it('refuses message 3 of another handshake, and the right one after it', () => {
    const { hostEnd, answered } = meet();
    expect(hostEnd.read(meet().answered.message)).toEqual({ kind: 'failed', problem: 'handshake_broken' });
    expect(hostEnd.read(answered.message)).toEqual({ kind: 'failed', problem: 'handshake_broken' });
  });

  it('refuses message 1 sent again in place of message 3', () => {
    const { hostEnd, first } = begin();
    expect(hostEnd.read(first)).toEqual({ kind: 'failed', problem: 'handshake_broken' });
  });

  it('refuses a message 1 that is no key, or longer than any', () => {
    const host = () => new HandshakeHost(testCrypto, { identity: ada, certificate: certificateOf(ada) });
    for (const size of [0, 31, HANDSHAKE_MESSAGE_MOST + 1]) {
      expect(host().read(new Uint8Array(size).fill(9)), `${size} bytes`).toMatchObject({ kind: 'failed' });
    }
    expect(host().read(new Uint8Array(32))).toMatchObject({ kind: 'failed' });
  });
});
