/**
 * Keys, cards and certificates as docs/protocol.md describes them, written from that page alone and with nothing of the code under
 * test: what an independent peer has, honest or not.
 */
import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  sign as signWith,
  verify as verifyWith,
} from 'node:crypto';

export const CARD = 160;
export const CERTIFICATE = 160;

export interface Pair {
  readonly secret: KeyObject;
  /** The public half, 32 bytes. */
  readonly open: Buffer;
}

export function x25519Pair(): Pair {
  return pairOf(generateKeyPairSync('x25519'));
}

export function ed25519Pair(): Pair {
  return pairOf(generateKeyPairSync('ed25519'));
}

/** The pair of a private key of 32 bytes. */
export function pairOfBytes(curve: 'X25519' | 'Ed25519', bytes: Buffer): Pair {
  const prefix = curve === 'X25519' ? '302e020100300506032b656e04220420' : '302e020100300506032b657004220420';
  const der = Buffer.concat([Buffer.from(prefix, 'hex'), bytes]);
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return pairOf({ privateKey: secret, publicKey: createPublicKey(secret) });
}

function pairOf({ privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject }): Pair {
  return { secret: privateKey, open: Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url') };
}

function publicOf(curve: 'X25519' | 'Ed25519', bytes: Buffer): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: curve, x: bytes.toString('base64url') }, format: 'jwk' });
}

/** What both have by X25519; throws where it is zeros alone. */
export function shared(mine: Pair, theirs: Buffer): Buffer {
  return diffieHellman({ privateKey: mine.secret, publicKey: publicOf('X25519', theirs) });
}

export function signed(pair: Pair, text: string, content: Buffer): Buffer {
  return Buffer.concat([content, signWith(null, Buffer.concat([Buffer.from(text), content]), pair.secret)]);
}

export function isSigned(key: Buffer, text: string, bytes: Buffer): boolean {
  const message = Buffer.concat([Buffer.from(text), bytes.subarray(0, 96)]);
  return verifyWith(null, message, publicOf('Ed25519', key), bytes.subarray(96));
}

/** A device as strangers have one. */
export interface Stranger {
  readonly identity: Pair;
  readonly noise: Pair;
  readonly card: Buffer;
  /** The identity key as 64 hex digits. */
  readonly key: string;
}

export function stranger(): Stranger {
  const [identity, noise, sealing] = [ed25519Pair(), x25519Pair(), x25519Pair()];
  const card = signed(identity, 'partyline card 1', Buffer.concat([identity.open, noise.open, sealing.open]));
  return { identity, noise, card, key: identity.open.toString('hex') };
}

export interface CertificateContent {
  readonly room: Pair;
  /** 32 hex digits. */
  readonly roomId: string;
  readonly hostKey: Buffer;
  /** Milliseconds since 1970. */
  readonly from?: number;
  readonly until?: number;
}

const DAY = 86_400_000;

export function certificateOf({ room, roomId, hostKey, from, until }: CertificateContent): Buffer {
  const times = Buffer.alloc(16);
  times.writeBigUInt64LE(BigInt(from ?? Date.now() - DAY), 0);
  times.writeBigUInt64LE(BigInt(until ?? Date.now() + DAY), 8);
  return signed(
    room,
    'partyline certificate 1',
    Buffer.concat([Buffer.from(roomId, 'hex'), room.open, hostKey, times]),
  );
}
