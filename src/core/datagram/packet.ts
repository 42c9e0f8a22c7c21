import { checksum } from './checksum.ts';
import {
  ACCEPT_SIZE,
  ACCEPT_WINDOW_AT,
  ADVERT_AT,
  ASK_SIZE,
  CHECKSUM_AT,
  CONNECT_SIZE,
  CONNECT_WINDOW_AT,
  COOKIE_AT,
  COOKIE_PACKET_SIZE,
  COOKIE_SIZE,
  COOKIE_TIME_AT,
  FRAMES_AT,
  HOST_ID_AT,
  ID_AT,
  INITIAL_SIZE,
  MAGIC,
  MOVED_SIZE,
  NUMBER_AT,
  PACKET_SIZE,
  PACKET_TYPE,
  RESET_SIZE,
} from './constants.ts';
import { readU32, writeU32 } from './little-endian.ts';
import {
  SEALED_ACCEPT_LEAST,
  SEALED_CONNECT_SIZE,
  SEALED_LEAST,
  SEALED_PROOF_LEAST,
  SEALED_RESET_SIZE,
  SEALS,
  SEALS_AT,
} from './sealed-layout.ts';

/** Id of a link, 64 unpredictable bits: `index` finds the link, `secret` shows that one may speak on it. */
export interface LinkId {
  readonly index: number;
  readonly secret: number;
}

export type PacketType = (typeof PACKET_TYPE)[keyof typeof PACKET_TYPE];

/** The least and most bytes that each type of packet has. */
const SIZES: ReadonlyMap<number, readonly [number, number]> = new Map([
  [PACKET_TYPE.initial, [INITIAL_SIZE, INITIAL_SIZE]],
  [PACKET_TYPE.cookie, [COOKIE_PACKET_SIZE, COOKIE_PACKET_SIZE]],
  [PACKET_TYPE.connect, [CONNECT_SIZE, CONNECT_SIZE]],
  [PACKET_TYPE.accept, [ACCEPT_SIZE, ACCEPT_SIZE]],
  [PACKET_TYPE.data, [FRAMES_AT + 1, PACKET_SIZE]],
  [PACKET_TYPE.reset, [RESET_SIZE, RESET_SIZE]],
  [PACKET_TYPE.ask, [ASK_SIZE, ASK_SIZE]],
  [PACKET_TYPE.room, [ADVERT_AT + 1, ASK_SIZE]],
  [PACKET_TYPE.moved, [MOVED_SIZE, MOVED_SIZE]],
  [PACKET_TYPE.sealedCookie, [COOKIE_PACKET_SIZE, COOKIE_PACKET_SIZE]],
  [PACKET_TYPE.sealedConnect, [SEALED_CONNECT_SIZE, SEALED_CONNECT_SIZE]],
  [PACKET_TYPE.sealedAccept, [SEALED_ACCEPT_LEAST, SEALED_CONNECT_SIZE]],
  [PACKET_TYPE.sealedProof, [SEALED_PROOF_LEAST, SEALED_CONNECT_SIZE]],
  [PACKET_TYPE.sealed, [SEALED_LEAST, PACKET_SIZE]],
  [PACKET_TYPE.sealedReset, [SEALED_RESET_SIZE, SEALED_RESET_SIZE]],
]);

const NO_SIZE = [1, 0] as const;

/** Whether a datagram claims to be one of our packets; anything else is a plain guest's. */
export function hasMagic(datagram: Uint8Array): boolean {
  return datagram[0] === MAGIC[0] && datagram[1] === MAGIC[1] && datagram[2] === MAGIC[2];
}

/**
 * The packet's type when its length and checksum are right; undefined for what was damaged, cut or made up. A sealed packet
 * has no checksum: whoever has its key looks whether it is right.
 */
export function packetType(packet: Uint8Array): PacketType | undefined {
  const type = packet[3] as PacketType;
  const { length } = packet;
  const [least, most] = SIZES.get(type) ?? NO_SIZE;
  if (length < least || length > most) return undefined;
  return type === PACKET_TYPE.sealed || readU32(packet, CHECKSUM_AT) === checksum(packet, length) ? type : undefined;
}

export function readId(packet: Uint8Array, at = ID_AT): LinkId {
  return { index: readU32(packet, at), secret: readU32(packet, at + 4) };
}

/** An id as a key to remember it by. */
export function idText({ index, secret }: LinkId): string {
  return `${index} ${secret}`;
}

/** Whether the packet speaks of the link `id`. */
export function isFor(packet: Uint8Array, id: LinkId): boolean {
  return readU32(packet, ID_AT) === id.index && readU32(packet, ID_AT + 4) === id.secret;
}

/** Writes what every packet begins with, but the checksum, which {@link putChecksum} adds. */
export function begin(packet: Uint8Array, type: PacketType, id: LinkId): void {
  packet[0] = MAGIC[0];
  packet[1] = MAGIC[1];
  packet[2] = MAGIC[2];
  packet[3] = type;
  writeId(packet, id);
}

export function writeId(packet: Uint8Array, { index, secret }: LinkId, at = ID_AT): void {
  writeU32(packet, at, index);
  writeU32(packet, at + 4, secret);
}

/** Puts the checksum over the first `length` bytes; `view` are the same bytes as words, where there is such a view. */
export function putChecksum(packet: Uint8Array, length: number, view?: Int32Array): void {
  writeU32(packet, CHECKSUM_AT, checksum(packet, length, view));
}

/** Begins a numbered packet; frames follow from `FRAMES_AT` on. */
export function beginData(packet: Uint8Array, id: LinkId, number: number): void {
  begin(packet, PACKET_TYPE.data, id);
  writeU32(packet, NUMBER_AT, number);
}

/** A guest's wish for a cookie; `id` is by which it wants to be spoken to. @param seals whether it asks for a sealed link */
export function initialPacket(id: LinkId, seals = false): Uint8Array {
  return checked(PACKET_TYPE.initial, INITIAL_SIZE, id, (packet) => {
    packet[SEALS_AT] = seals ? SEALS : 0;
  });
}

/** A cookie for a guest, and the time that it was made. @param seals whether the host offers a sealed link */
export function cookiePacket(id: LinkId, time: number, cookie: Uint8Array, seals = false): Uint8Array {
  return checked(seals ? PACKET_TYPE.sealedCookie : PACKET_TYPE.cookie, COOKIE_PACKET_SIZE, id, (packet) => {
    writeU32(packet, COOKIE_TIME_AT, time);
    packet.set(cookie, COOKIE_AT);
  });
}

/** The cookie, sent back; `window` is what the guest takes of the stream at first. */
export function connectPacket(id: LinkId, cookiePacket: Uint8Array, window: number): Uint8Array {
  return checked(PACKET_TYPE.connect, CONNECT_SIZE, id, (packet) => {
    packet.set(cookiePacket.subarray(COOKIE_TIME_AT, COOKIE_AT + COOKIE_SIZE), COOKIE_TIME_AT);
    writeU32(packet, CONNECT_WINDOW_AT, window);
  });
}

/** The link is open: `hostId` is by which the host wants to be spoken to. */
export function acceptPacket(id: LinkId, hostId: LinkId, window: number): Uint8Array {
  return checked(PACKET_TYPE.accept, ACCEPT_SIZE, id, (packet) => {
    writeId(packet, hostId, HOST_ID_AT);
    writeU32(packet, ACCEPT_WINDOW_AT, window);
  });
}

/** Says that nobody knows the link that `packet` spoke of. */
export function resetPacket(packet: Uint8Array): Uint8Array {
  return checked(PACKET_TYPE.reset, RESET_SIZE, readId(packet), () => {});
}

/** Says that the host is to be reached where this comes from; `id` is what the guest's `hello` named for that. */
export function movedPacket(id: LinkId): Uint8Array {
  return checked(PACKET_TYPE.moved, MOVED_SIZE, id, () => {});
}

/** Asks whether a room is there; whoever answers does so to `id`, which must not be zero and nobody can guess. */
export function askPacket(id: LinkId): Uint8Array {
  return checked(PACKET_TYPE.ask, ASK_SIZE, id, () => {});
}

/**
 * What a room says of itself: an answer to the question `id`, or to all around where that is zero.
 * @param advert its JSON, of 1 to 984 bytes
 */
export function roomPacket(id: LinkId, advert: Uint8Array): Uint8Array {
  return checked(PACKET_TYPE.room, ADVERT_AT + advert.length, id, (packet) => packet.set(advert, ADVERT_AT));
}

/** A whole packet of a type and size, which `fill` fills, with its checksum. */
export function checked(type: PacketType, size: number, id: LinkId, fill: (packet: Uint8Array) => void): Uint8Array {
  const packet = new Uint8Array(size);
  begin(packet, type, id);
  fill(packet);
  putChecksum(packet, size);
  return packet;
}
