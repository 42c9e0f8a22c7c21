import { ADVERT_AT, PACKET_TYPE } from '../datagram/constants.ts';
import { hasMagic, type LinkId, packetType, readId, roomPacket } from '../datagram/packet.ts';
import { decodeAdvert, encodeAdvert, type HeardAdvert, type RoomAdvert } from './room-advert.ts';

/** The 8 bytes by which an asker knows the answers to a question of its own; all zero in what nobody asked for. */
export type QuestionId = LinkId;

/** A `room` packet as it came. */
export interface HeardRoom {
  /** Which question it answers; undefined in a beacon. */
  readonly question: QuestionId | undefined;
  readonly advert: HeardAdvert;
}

const NOBODY: QuestionId = { index: 0, secret: 0 };

/** The answer to a question: never longer than that was. */
export function answerPacket(question: QuestionId, advert: RoomAdvert): Uint8Array {
  return roomPacket(question, encodeAdvert(advert));
}

/** What a room tells everybody around unasked. @param gone it ends */
export function beaconPacket(advert: RoomAdvert, gone = false): Uint8Array {
  return roomPacket(NOBODY, encodeAdvert(advert, gone));
}

/** Reads a `room` packet. @returns undefined for any other datagram, and for one of which a byte or a field is wrong */
export function readRoomPacket(datagram: Uint8Array): HeardRoom | undefined {
  if (!hasMagic(datagram) || packetType(datagram) !== PACKET_TYPE.room) return undefined;
  const advert = decodeAdvert(datagram.subarray(ADVERT_AT));
  if (!advert) return undefined;
  const question = readId(datagram);
  return { question: isNobody(question) ? undefined : question, advert };
}

/** Reads an `ask` packet. @returns undefined for any other datagram, and for a question that nobody could know the answer to */
export function readQuestion(datagram: Uint8Array): QuestionId | undefined {
  if (!hasMagic(datagram) || packetType(datagram) !== PACKET_TYPE.ask) return undefined;
  const question = readId(datagram);
  return isNobody(question) ? undefined : question;
}

function isNobody({ index, secret }: QuestionId): boolean {
  return index === 0 && secret === 0;
}
