import { expect, test } from 'vitest';
import { readCertificate } from '../../core/secure/room-certificate.ts';
import { passingIdentity } from './identity-store.ts';
import { nodeCrypto } from './node-crypto.ts';
import { RoomKey } from './room-key.ts';

const SEED = nodeCrypto.random(32);
const ROOM = 'ab'.repeat(16);
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 30);

test('a room lets its host serve it for 90 days, and its key is the same for every host', () => {
  const { key } = passingIdentity().card;
  const { key: other } = passingIdentity().card;
  const room = new RoomKey(SEED, ROOM, key);
  const certificate = room.certificate(NOW);
  expect(certificate).toMatchObject({ roomId: ROOM, hostKey: key, from: NOW - DAY, until: NOW + 90 * DAY });
  expect(readCertificate(nodeCrypto, certificate.bytes)).toEqual(certificate);
  const elsewhere = new RoomKey(SEED, ROOM, other);
  expect(elsewhere.fingerprint).toBe(room.fingerprint);
  expect(elsewhere.certificate(NOW)).toMatchObject({ hostKey: other, fingerprint: room.fingerprint });
});

test('a certificate is made anew when half of its time is over, and when the clock was set back, not before', () => {
  const room = new RoomKey(SEED, ROOM, passingIdentity().card.key);
  const first = room.certificate(NOW);
  expect(room.certificate(NOW + 44 * DAY)).toBe(first);
  expect(room.certificate(NOW + 46 * DAY)).toMatchObject({ until: NOW + 136 * DAY });
  expect(room.certificate(NOW - 400 * DAY)).toMatchObject({ from: NOW - 401 * DAY, until: NOW - 310 * DAY });
});
