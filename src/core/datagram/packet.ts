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

/** Id of a link, 64 unpredictable bits: `index` finds the link, `secret` shows that one may speak on it. */
export interface LinkId {
  readonly index: number;
  readonly secret: number;
}

export type PacketType = (typeof PACKET_TYPE)[keyof typeof PACKET_TYPE];

/** Length that each type of packet has; those of `data` and `room` differ. */
const SIZES: ReadonlyMap<number, number> = new Map([
  [PACKET_TYPE.initial, INITIAL_SIZE],
  [PACKET_TYPE.cookie, COOKIE_PACKET_SIZE],
  [PACKET_TYPE.connect, CONNECT_SIZE],
  [PACKET_TYPE.accept, ACCEPT_SIZE],
  [PACKET_TYPE.reset, RESET_SIZE],
  [PACKET_TYPE.ask, ASK_SIZE],
  [PACKET_TYPE.moved, MOVED_SIZE],
]);

/** Whether a datagram claims to be one of our packets; anything else is a plain guest's. */
export function hasMagic(datagram: Uint8Array): boolean {
  return datagram[0] === MAGIC[0] && datagram[1] === MAGIC[1] && datagram[2] === MAGIC[2];
}

/** The packet's type when its length and checksum are right; undefined for what was damaged, cut or made up. */
export function packetType(packet: Uint8Array): PacketType | undefined {
  const type = packet[3] as PacketType;
  const { length } = packet;
  return fits(type, length) && readU32(packet, CHECKSUM_AT) === checksum(packet, length) ? type : undefined;
}

function fits(type: PacketType, length: number): boolean {
  if (type === PACKET_TYPE.data) return length > FRAMES_AT && length <= PACKET_SIZE;
  if (type === PACKET_TYPE.room) return length > ADVERT_AT && length <= ASK_SIZE;
  return SIZES.get(type) === length;
}

export function readId(packet: Uint8Array, at = ID_AT): LinkId {
  return { index: readU32(packet, at), secret: readU32(packet, at + 4) };
}

/** Whether the packet speaks of the link `id`. */
export function isFor(packet: Uint8Array, id: LinkId): boolean {
  return readU32(packet, ID_AT) === id.index && readU32(packet, ID_AT + 4) === id.secret;
}

/** Writes what every packet begins with, but the checksum, which {@link seal} adds. */
export function begin(packet: Uint8Array, type: PacketType, id: LinkId): void {
  packet[0] = MAGIC[0];
  packet[1] = MAGIC[1];
  packet[2] = MAGIC[2];
  packet[3] = type;
  writeU32(packet, ID_AT, id.index);
  writeU32(packet, ID_AT + 4, id.secret);
}

/** Puts the checksum over the first `length` bytes; `view` are the same bytes as words, where there is such a view. */
export function seal(packet: Uint8Array, length: number, view?: Int32Array): void {
  writeU32(packet, CHECKSUM_AT, checksum(packet, length, view));
}

/** Begins a numbered packet; frames follow from `FRAMES_AT` on. */
export function beginData(packet: Uint8Array, id: LinkId, number: number): void {
  begin(packet, PACKET_TYPE.data, id);
  writeU32(packet, NUMBER_AT, number);
}

/** A guest's wish for a cookie; `id` is by which it wants to be spoken to. */
export function initialPacket(id: LinkId): Uint8Array {
  return checked(PACKET_TYPE.initial, id, () => {});
}

/** A cookie for a guest, and the time that it was made. */
export function cookiePacket(id: LinkId, time: number, cookie: Uint8Array): Uint8Array {
  return checked(PACKET_TYPE.cookie, id, (packet) => {
    writeU32(packet, COOKIE_TIME_AT, time);
    packet.set(cookie, COOKIE_AT);
  });
}

/** The cookie, sent back; `window` is what the guest takes of the stream at first. */
export function connectPacket(id: LinkId, cookiePacket: Uint8Array, window: number): Uint8Array {
  return checked(PACKET_TYPE.connect, id, (packet) => {
    packet.set(cookiePacket.subarray(COOKIE_TIME_AT, COOKIE_AT + COOKIE_SIZE), COOKIE_TIME_AT);
    writeU32(packet, CONNECT_WINDOW_AT, window);
  });
}

/** The link is open: `hostId` is by which the host wants to be spoken to. */
export function acceptPacket(id: LinkId, hostId: LinkId, window: number): Uint8Array {
  return checked(PACKET_TYPE.accept, id, (packet) => {
    writeU32(packet, HOST_ID_AT, hostId.index);
    writeU32(packet, HOST_ID_AT + 4, hostId.secret);
    writeU32(packet, ACCEPT_WINDOW_AT, window);
  });
}

/** Says that nobody knows the link that `packet` spoke of. */
export function resetPacket(packet: Uint8Array): Uint8Array {
  return checked(PACKET_TYPE.reset, readId(packet), () => {});
}

/** Says that the host is to be reached where this comes from; `id` is what the guest's `hello` named for that. */
export function movedPacket(id: LinkId): Uint8Array {
  return checked(PACKET_TYPE.moved, id, () => {});
}

/** Asks whether a room is there; whoever answers does so to `id`, which must not be zero and nobody can guess. */
export function askPacket(id: LinkId): Uint8Array {
  return checked(PACKET_TYPE.ask, id, () => {});
}

/**
 * What a room says of itself: an answer to the question `id`, or to all around where that is zero.
 * @param advert its JSON, of 1 to 984 bytes
 */
export function roomPacket(id: LinkId, advert: Uint8Array): Uint8Array {
  const packet = new Uint8Array(ADVERT_AT + advert.length);
  begin(packet, PACKET_TYPE.room, id);
  packet.set(advert, ADVERT_AT);
  seal(packet, packet.length);
  return packet;
}

function checked(type: Exclude<PacketType, 0x15 | 0x18>, id: LinkId, fill: (packet: Uint8Array) => void): Uint8Array {
  const packet = new Uint8Array(SIZES.get(type) as number);
  begin(packet, type, id);
  fill(packet);
  seal(packet, packet.length);
  return packet;
}
