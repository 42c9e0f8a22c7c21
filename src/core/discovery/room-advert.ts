import { type Door, doorSchema } from '../../shared/doors/door-models.ts';
import { cleanNick, cleanRoomName } from '../../shared/nickname.ts';
import { ADVERT_AT, ASK_SIZE } from '../datagram/constants.ts';
import { PROTOCOL_VERSION } from '../wire/constants.ts';

/** What a room says of itself to everybody around. */
export interface RoomAdvert {
  /** 32 hex digits in lower case. */
  readonly id: string;
  /** Cleaned. */
  readonly name: string;
  /** Nickname of who hosts it, cleaned. */
  readonly host: string;
  readonly members: number;
  readonly lock: Door;
  readonly plain: boolean;
  /** On which it listens, over TCP and UDP. */
  readonly port: number;
  /** First 32 hex digits of the SHA-256 of its key; absent of a room that has none. A claim, until the room itself showed the key. */
  readonly fingerprint?: string | undefined;
}

/** An advert as it came; with `gone` the room says that it ends. */
export interface HeardAdvert extends RoomAdvert {
  readonly gone: boolean;
}

/** Most members that are believed. */
export const MEMBERS_MOST = 1_000_000;
/** Bytes of JSON in one packet. */
export const ADVERT_BYTES = ASK_SIZE - ADVERT_AT;

const HEX_DIGITS = /^[0-9a-f]{32}$/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * An advert as the JSON of a `room` packet. It always fits: names of the longest kind take 512 bytes.
 * @param gone the room ends
 */
export function encodeAdvert(advert: RoomAdvert, gone = false): Uint8Array {
  const { id, name, host, members, lock, plain, port, fingerprint: key } = advert;
  const json = {
    v: PROTOCOL_VERSION,
    id,
    name,
    host,
    members,
    lock,
    plain,
    port,
    ...(key && { key }),
    ...(gone && { gone }),
  };
  return encoder.encode(JSON.stringify(json));
}

/** Reads the JSON of a `room` packet. @returns undefined unless every field is as it should be */
export function decodeAdvert(bytes: Uint8Array): HeardAdvert | undefined {
  const fields = parse(bytes);
  if (typeof fields !== 'object' || fields === null) return undefined;
  const { v, gone = false, ...rest } = fields as Readonly<Record<string, unknown>>;
  if (v !== PROTOCOL_VERSION || typeof gone !== 'boolean') return undefined;
  const advert = toAdvert(rest);
  return advert && { ...advert, gone };
}

/** The fields of an advert, each checked, names cleaned. @returns undefined when one is not what it should be */
export function toAdvert(fields: Readonly<Record<string, unknown>>): RoomAdvert | undefined {
  const { id, name, host, members, lock, plain, port, key } = fields;
  const cleanedName = typeof name === 'string' ? cleanRoomName(name) : undefined;
  const cleanedHost = typeof host === 'string' ? cleanNick(host) : undefined;
  const knownLock = doorSchema.safeParse(lock);
  if (cleanedName === undefined || cleanedHost === undefined || !knownLock.success) return undefined;
  if (!isRoomId(id) || typeof plain !== 'boolean') return undefined;
  if (!isWhole(members, 0, MEMBERS_MOST) || !isWhole(port, 1, 65_535)) return undefined;
  const advert = { id, name: cleanedName, host: cleanedHost, members, lock: knownLock.data, plain, port };
  return isHexDigits(key) ? { ...advert, fingerprint: key } : advert;
}

/** Whether it has the form of a room's id: 32 hex digits in lower case. */
export function isRoomId(value: unknown): value is string {
  return isHexDigits(value);
}

function isHexDigits(value: unknown): value is string {
  return typeof value === 'string' && HEX_DIGITS.test(value);
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    return undefined;
  }
}
