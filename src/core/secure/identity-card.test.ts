import { expect, it } from 'vitest';
import { testCrypto } from '../../../tests/support/crypto.ts';
import { base64Text } from './byte-text.ts';
import { cardOfText, cardText, newIdentitySecret, openIdentity, readCard } from './identity-card.ts';
import { CARD_SIZE } from './layout.ts';
import { certify, readCertificate, roomFingerprint } from './room-certificate.ts';

const secret = newIdentitySecret(testCrypto);
const identity = openIdentity(testCrypto, secret);
const ROOM_ID = '00112233445566778899aabbccddeeff';

it('makes the same card of the same secret, and another of another', () => {
  expect(openIdentity(testCrypto, secret).card).toEqual(identity.card);
  expect(openIdentity(testCrypto, newIdentitySecret(testCrypto)).card.key).not.toBe(identity.card.key);
});

it('reads a card back, from bytes and from text, and with more behind it', () => {
  expect(readCard(testCrypto, identity.card.bytes)).toEqual(identity.card);
  expect(cardOfText(testCrypto, cardText(identity.card))).toEqual(identity.card);
  expect(readCard(testCrypto, Buffer.concat([identity.card.bytes, Buffer.alloc(9)]))?.key).toBe(identity.card.key);
});

it('takes no card that is cut, changed anywhere, or no base64url', () => {
  for (let at = 0; at < CARD_SIZE; at += 1) {
    expect(readCard(testCrypto, identity.card.bytes.subarray(0, at))).toBeUndefined();
    const changed = identity.card.bytes.with(at, (identity.card.bytes[at] as number) ^ 0x80);
    expect(readCard(testCrypto, changed), `changed at ${at}`).toBeUndefined();
  }
  for (const text of ['', 'a', '=', base64Text(new Uint8Array(CARD_SIZE)), `${cardText(identity.card)}AA`]) {
    expect(cardOfText(testCrypto, text), text).toBeUndefined();
  }
});

it('reads a certificate back, and its fingerprint is of the room’s key', () => {
  const room = testCrypto.signingPair(testCrypto.random(32));
  const certified = { roomId: ROOM_ID, hostKey: identity.card.key, from: 1_700_000_000_000, until: 2 ** 47 };
  const certificate = certify(testCrypto, room, certified);
  expect(readCertificate(testCrypto, certificate.bytes)).toEqual(certificate);
  expect(certificate).toMatchObject({ ...certified, fingerprint: roomFingerprint(testCrypto, room.publicKey) });
  expect(certificate.fingerprint).toMatch(/^[0-9a-f]{32}$/);
});

it('takes a time beyond 2^48 for one that no clock shows', () => {
  const room = testCrypto.signingPair(testCrypto.random(32));
  const certified = { roomId: ROOM_ID, hostKey: identity.card.key, from: 0, until: 0 };
  const { bytes } = certify(testCrypto, room, certified);
  bytes[16 + 32 + 32 + 7] = 1;
  expect(readCertificate(testCrypto, bytes)).toBeUndefined();
});
