import { joinBytes } from '../join-bytes.ts';
import { asciiBytes } from '../wire/ascii.ts';
import { COOKIE_AT, COOKIE_SIZE, COOKIE_TIME_AT, HOST_ID_AT, ID_AT, PACKET_TYPE } from './constants.ts';
import { checked, type LinkId, readId, writeId } from './packet.ts';
import {
  DATAGRAM_PROLOGUE,
  MESSAGE_1_AT,
  MESSAGE_2_AT,
  MESSAGE_3_AT,
  RESET_TOKEN_AT,
  SEALED_CONNECT_SIZE,
  SEALED_RESET_SIZE,
} from './sealed-layout.ts';

/** The packets of a sealed link's handshake. */

/** The cookie, sent back, with message 1. */
export function sealedConnectPacket(id: LinkId, cookiePacket: Uint8Array, message: Uint8Array): Uint8Array {
  return checked(PACKET_TYPE.sealedConnect, SEALED_CONNECT_SIZE, id, (packet) => {
    packet.set(cookiePacket.subarray(COOKIE_TIME_AT, COOKIE_AT + COOKIE_SIZE), COOKIE_TIME_AT);
    packet.set(message, MESSAGE_1_AT);
  });
}

/** Message 2; `hostId` is by which the host wants to be spoken to. */
export function sealedAcceptPacket(id: LinkId, hostId: LinkId, message: Uint8Array): Uint8Array {
  return checked(PACKET_TYPE.sealedAccept, MESSAGE_2_AT + message.length, id, (packet) => {
    writeId(packet, hostId, HOST_ID_AT);
    packet.set(message, MESSAGE_2_AT);
  });
}

/** Message 3, with which the host learns who is there. */
export function sealedProofPacket(hostId: LinkId, message: Uint8Array): Uint8Array {
  return checked(PACKET_TYPE.sealedProof, MESSAGE_3_AT + message.length, hostId, (packet) => {
    packet.set(message, MESSAGE_3_AT);
  });
}

/** Says that the host does not know the link that `packet` spoke of, and proves with `token` that it is the host. */
export function sealedResetPacket(packet: Uint8Array, token: Uint8Array): Uint8Array {
  return checked(PACKET_TYPE.sealedReset, SEALED_RESET_SIZE, readId(packet), (reset) => {
    reset.set(token, RESET_TOKEN_AT);
  });
}

/**
 * What both ends mix into their handshake first: messages of another link, or of a stream, are nothing here.
 * @param packet one that begins with the guest's id of the link: a `sealedConnect`
 */
export function datagramPrologue(packet: Uint8Array): Uint8Array {
  return joinBytes([asciiBytes(DATAGRAM_PROLOGUE), packet.subarray(ID_AT, ID_AT + 8)]);
}
