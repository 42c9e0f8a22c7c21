import { HandshakeGuest } from '../../src/core/secure/handshake-guest.ts';
import { HandshakeHost } from '../../src/core/secure/handshake-host.ts';
import { cardOfText, cardText, type Identity, openIdentity, readCard } from '../../src/core/secure/identity-card.ts';
import { RecordReader } from '../../src/core/secure/record-reader.ts';
import { RecordWriter } from '../../src/core/secure/record-writer.ts';
import { certify, type RoomCertificate, readCertificate } from '../../src/core/secure/room-certificate.ts';
import type { SecureCrypto } from '../../src/core/secure/secure-crypto.ts';
import { nodeCrypto } from '../../src/node/secure/node-crypto.ts';
import type { Random } from '../simulation/random.ts';
import { damage, noise } from './values.ts';

const NOW = 1_800_000_000_000;
const ROOM_ID = 'ab'.repeat(16);
const RECORDS = 6;

/** Everything that the cases are made of, the same for the same chance. */
export interface SecureWorld {
  readonly crypto: SecureCrypto;
  readonly host: Identity;
  readonly guest: Identity;
  readonly certificate: RoomCertificate;
}

export function secureWorld(random: Random): SecureWorld {
  const crypto: SecureCrypto = { ...nodeCrypto, random: (size) => noise(random, size) };
  const [host, guest] = [openIdentity(crypto, crypto.random(96)), openIdentity(crypto, crypto.random(96))];
  const room = crypto.signingPair(crypto.random(32));
  const said = { roomId: ROOM_ID, hostKey: host.card.key, from: NOW - 1, until: NOW + 1 };
  return { crypto, host, guest, certificate: certify(crypto, room, said) };
}

/** Damaged once or several times, cut out of something else, or nothing that was ever sent. */
function wrong(random: Random, right: Uint8Array, others: readonly Uint8Array[]): Uint8Array {
  switch (random.int(0, 5)) {
    case 0:
      return noise(random, random.pick([0, 1, 31, 32, 63, 64, right.length, 1_024, 1_025, 4_000]));
    case 1:
      return random.pick(others);
    case 2: {
      const other = random.pick(others);
      const at = random.int(0, Math.min(right.length, other.length));
      return Buffer.concat([right.subarray(0, at), other.subarray(at)]);
    }
    default:
      return damage(random, random.chance(0.2) ? damage(random, right) : right);
  }
}

/** A handshake of which one message is wrong: what became of it, and whether that message was right all the same. */
export function handshakeCase(random: Random, { crypto, host, guest, certificate }: SecureWorld): string {
  const guestEnd = new HandshakeGuest(crypto, guest);
  const hostEnd = new HandshakeHost(crypto, { identity: host, certificate });
  const sent: Uint8Array[] = [];
  const which = random.int(1, 3);
  let isRight = true;
  const carry = (message: Uint8Array) => {
    sent.push(message);
    const carried = sent.length === which ? wrong(random, message, sent) : message;
    if (!Buffer.from(carried).equals(message)) isRight = false;
    return carried;
  };
  const ends = (): string => {
    const first = guestEnd.start();
    if (first.kind !== 'send') return first.kind;
    const second = hostEnd.read(carry(first.message));
    if (second.kind !== 'send') return second.kind;
    const met = guestEnd.read(carry(second.message), NOW);
    if (met.kind !== 'met') return met.kind;
    const third = guestEnd.answer();
    return third.kind === 'done' ? hostEnd.read(carry(third.message)).kind : third.kind;
  };
  const end = ends();
  if (end === 'done' && !isRight) throw new Error(`a wrong message ${which} made a link`);
  if (end !== 'done' && isRight) throw new Error('a right handshake failed');
  return end;
}

/** A stream of records with something wrong in it: nothing comes out of it but what was sent, up to where it is wrong. */
export function recordCase(random: Random, { crypto }: SecureWorld): string {
  const key = crypto.random(32);
  const after = { records: random.int(1, 4), bytes: 10_000 };
  const writer = new RecordWriter(crypto, key, after);
  const reader = new RecordReader(crypto, key, after);
  const plain = Array.from({ length: RECORDS }, () => noise(random, random.skewed(1, 3_000)));
  const records = plain.map((part) => writer.seal(part));
  const right = Buffer.concat(records);
  const stream = wrong(random, right, [...records, Buffer.concat([...records].reverse())]);
  const heard: Uint8Array[] = [];
  let isFine = true;
  for (let at = 0; at < stream.length; ) {
    const size = random.skewed(1, 4_000);
    isFine = reader.read(stream.subarray(at, at + size), (part) => heard.push(part));
    at += size;
  }
  const said = Buffer.concat(plain);
  const got = Buffer.concat(heard);
  if (!said.subarray(0, got.length).equals(got)) throw new Error('something came out that was not sent');
  const isRight = right.subarray(0, stream.length).equals(stream);
  if (isRight && !isFine) throw new Error('a right stream was refused');
  // Whatever is wrong waits for the rest of a record, or is noticed.
  if (!isRight && isFine && !reader.unfinished) throw new Error('what is wrong was not noticed');
  return isFine ? 'fine' : 'broken';
}

/** A card or certificate with something wrong: it is none. */
export function paperCase(random: Random, { crypto, host, guest, certificate }: SecureWorld): string {
  const [right, other, read] = random.pick([
    [host.card.bytes, guest.card.bytes, readCard],
    [certificate.bytes, host.card.bytes, readCertificate],
  ] as const);
  const bytes = wrong(random, right, [other]);
  const found = read(crypto, bytes);
  const isRight = [right, other].some(
    (one) => one.length <= bytes.length && Buffer.from(bytes.subarray(0, one.length)).equals(one),
  );
  if (found && !isRight) throw new Error('a wrong signature was taken');
  const text = random.chance(0.5) ? cardText(host.card) : String.fromCharCode(...noise(random, random.int(0, 300)));
  cardOfText(crypto, text.slice(random.int(0, 3)));
  return found ? 'right' : 'wrong';
}
