import { readU48, writeU48 } from '../datagram/little-endian.ts';
import { joinBytes } from '../join-bytes.ts';
import { asciiBytes } from '../wire/ascii.ts';
import { hexBytes, hexText } from './byte-text.ts';
import {
  CERTIFICATE_SIGNATURE_AT,
  CERTIFICATE_SIGNED,
  CERTIFICATE_SIZE,
  FINGERPRINT_DIGITS,
  FROM_AT,
  HOST_KEY_AT,
  ROOM_ID_AT,
  ROOM_KEY_AT,
  UNTIL_AT,
} from './layout.ts';
import { KEY_SIZE, type SecureCrypto, type SigningPair } from './secure-crypto.ts';

/** Says, signed by the room's key, which host may serve the room and for how long. Only one whose signature is right becomes one of these. */
export interface RoomCertificate {
  /** As it travels, {@link CERTIFICATE_SIZE} bytes. */
  readonly bytes: Uint8Array;
  /** 32 hex digits. */
  readonly roomId: string;
  /** Ed25519. */
  readonly roomKey: Uint8Array;
  /** First 32 hex digits of the SHA-256 of the room's key: what invites and adverts carry. */
  readonly fingerprint: string;
  /** The host's identity key as 64 hex digits. */
  readonly hostKey: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Milliseconds since 1970; it is good up to then, exclusive. */
  readonly until: number;
}

const SIGNED = asciiBytes(CERTIFICATE_SIGNED);

/** What a certificate is to say; `roomId` 32 hex digits, `hostKey` 64, times in milliseconds since 1970. */
export interface Certified {
  readonly roomId: string;
  readonly hostKey: string;
  readonly from: number;
  readonly until: number;
}

/** Makes and signs a certificate. */
export function certify(crypto: SecureCrypto, room: SigningPair, certified: Certified): RoomCertificate {
  const bytes = new Uint8Array(CERTIFICATE_SIZE);
  bytes.set(hexBytes(certified.roomId) as Uint8Array, ROOM_ID_AT);
  bytes.set(room.publicKey, ROOM_KEY_AT);
  bytes.set(hexBytes(certified.hostKey) as Uint8Array, HOST_KEY_AT);
  writeU48(bytes, FROM_AT, certified.from);
  writeU48(bytes, UNTIL_AT, certified.until);
  bytes.set(room.sign(signedPart(bytes)), CERTIFICATE_SIGNATURE_AT);
  return certificateOf(crypto, bytes);
}

/** Reads the first {@link CERTIFICATE_SIZE} bytes as a certificate; undefined where they are too few or wrongly signed. */
export function readCertificate(crypto: SecureCrypto, bytes: Uint8Array): RoomCertificate | undefined {
  if (bytes.length < CERTIFICATE_SIZE) return undefined;
  const certificate = certificateOf(crypto, bytes.slice(0, CERTIFICATE_SIZE));
  const signature = certificate.bytes.subarray(CERTIFICATE_SIGNATURE_AT);
  return crypto.verify(certificate.roomKey, signedPart(certificate.bytes), signature) ? certificate : undefined;
}

/** First 32 hex digits of the SHA-256 of a room's key. */
export function roomFingerprint(crypto: SecureCrypto, roomKey: Uint8Array): string {
  return hexText(crypto.sha256(roomKey)).slice(0, FINGERPRINT_DIGITS);
}

function signedPart(bytes: Uint8Array): Uint8Array {
  return joinBytes([SIGNED, bytes.subarray(0, CERTIFICATE_SIGNATURE_AT)]);
}

function certificateOf(crypto: SecureCrypto, bytes: Uint8Array): RoomCertificate {
  const roomKey = bytes.subarray(ROOM_KEY_AT, ROOM_KEY_AT + KEY_SIZE);
  return {
    bytes,
    roomId: hexText(bytes.subarray(ROOM_ID_AT, ROOM_KEY_AT)),
    roomKey,
    fingerprint: roomFingerprint(crypto, roomKey),
    hostKey: hexText(bytes.subarray(HOST_KEY_AT, HOST_KEY_AT + KEY_SIZE)),
    from: readTime(bytes, FROM_AT),
    until: readTime(bytes, UNTIL_AT),
  };
}

/** A u64; one beyond 2^48, which no clock shows in this millennium, counts as that. */
function readTime(bytes: Uint8Array, at: number): number {
  const beyond = (bytes[at + 6] as number) | (bytes[at + 7] as number);
  return beyond === 0 ? readU48(bytes, at) : 2 ** 48;
}
