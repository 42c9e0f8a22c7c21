import { MESSAGE_2_SIZE, MESSAGE_3_SIZE } from '../secure/layout.ts';
import { NONCE_SIZE, TAG_SIZE } from '../secure/secure-crypto.ts';
import { COOKIE_AT, COOKIE_SIZE, HOST_ID_AT, ID_AT } from './constants.ts';

/**
 * The numbers of sealed datagram links, version 1. docs/protocol.md is tested against them. Sizes in bytes; no packet of the
 * handshake is longer than one that every network carries.
 */

/** In `initial`: 1 where the guest seals; a host that does as well answers `sealedCookie`. */
export const SEALS_AT = 16;
export const SEALS = 1;

/** In `sealedConnect`, behind the cookie: message 1 of the handshake. Zeros fill it up, so that no `accept` is longer. */
export const MESSAGE_1_AT = COOKIE_AT + COOKIE_SIZE;
export const SEALED_CONNECT_SIZE = 500;
/** In `sealedAccept`, behind the host's id: message 2, which may grow in later versions. */
export const MESSAGE_2_AT = HOST_ID_AT + 8;
export const SEALED_ACCEPT_LEAST = MESSAGE_2_AT + MESSAGE_2_SIZE;
/** In `sealedProof`: message 3, which may grow as well. */
export const MESSAGE_3_AT = ID_AT + 8;
export const SEALED_PROOF_LEAST = MESSAGE_3_AT + MESSAGE_3_SIZE;

/** In `sealed`: the number, which takes the place of the checksum; what is sealed follows behind the id. */
export const SEALED_NUMBER_AT = 4;
export const SEALED_AT = ID_AT + 8;
export const SEALED_LEAST = SEALED_AT + 1 + TAG_SIZE;
/** Packets with the same number above these bits are sealed with the same key: a million of them (Noise, section 11.3). */
export const EPOCH_BITS = 20;

/** Where the number stands in a nonce: 4 zero bytes, then u64 big-endian (Noise, section 12.4), of which numbers need half. */
const NONCE_NUMBER_AT = NONCE_SIZE - 4;

/** Makes a nonce, of zeros but for the number before, that of the packet `number`. */
export function writeNonce(nonce: Uint8Array, number: number): Uint8Array {
  nonce[NONCE_NUMBER_AT] = number >>> 24;
  nonce[NONCE_NUMBER_AT + 1] = number >>> 16;
  nonce[NONCE_NUMBER_AT + 2] = number >>> 8;
  nonce[NONCE_NUMBER_AT + 3] = number;
  return nonce;
}

/** In `sealedReset`: the token that the host told on that link (RFC 9000, section 10.3). The packet is shorter than any sealed one. */
export const RESET_TOKEN_AT = ID_AT + 8;
export const RESET_TOKEN_SIZE = 16;
export const SEALED_RESET_SIZE = RESET_TOKEN_AT + RESET_TOKEN_SIZE;

/** What the ends of UDP mix into their handshake first; the guest's id of the link follows. */
export const DATAGRAM_PROLOGUE = 'Partyline noise 1 datagrams';

/** Links whose guest did not prove who it is, at most, of all and of one address, and how long each may take. */
export const HALF_OPEN_MOST = 1_024;
export const HALF_OPEN_PER_ADDRESS = 128;
export const HALF_OPEN_MS = 10_000;
/** So many wrong proofs are looked at for one link, and so many wrong answers of a host: they may be forged. */
export const FORGERIES_MOST = 8;
/** So many packets of links that nobody knows are answered a second. */
export const RESETS_PER_SECOND = 1_000;

/** Bytes of the stream that each end of a sealed link takes at first. */
export const SEALED_WINDOW = 1_048_576;
