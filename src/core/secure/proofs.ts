import { hexText } from './byte-text.ts';

/** Digests, which core has from outside. */
export interface Digests {
  /** SHA-256 as 64 hex digits. */
  sha256(bytes: Uint8Array): string;
  /** HMAC-SHA-256 (RFC 2104) of an ASCII text under an ASCII key, as 64 hex digits. */
  hmac(key: string, text: string): string;
}

/** Hex digits of whatever names and does not keep a secret: 128 bits. */
const NAME_DIGITS = 32;
/** The end of a session's secret that names the session; what is before it proves. */
const SESSION_NAME_DIGITS = 16;

/**
 * How a room proves to a member that it is the room of before, by secrets that both have from their first meeting. Nothing
 * here hides what travels: a handshake with keys of both ends takes the place of all of it (docs/adr/0022).
 */

/** What a member is called where its device must not be said: everybody may know it. */
export function memberName(digests: Digests, device: string): string {
  return digests.hmac(device, 'partyline member').slice(0, NAME_DIGITS);
}

/** What a room proves itself with to the member of this name: made of the room's secret, so that the room keeps none of them. */
export function memberKey(digests: Digests, roomSecret: string, name: string): string {
  return digests.hmac(roomSecret, `partyline key ${name}`);
}

/** What a session is called where its secret must not be said. */
export function sessionName(secret: string): string {
  return secret.slice(-SESSION_NAME_DIGITS);
}

/** What a proof is about: both ends put chance into it, so that none can be said twice. */
export interface Challenge {
  readonly room: string;
  readonly guestNonce: string;
  readonly hostNonce: string;
  /** Handshake hash of the link where it is sealed: who stands between two sealed links can pass on no proof. */
  readonly link?: Uint8Array | undefined;
}

/** The proof that its maker has `key`. */
export function proofOf(digests: Digests, key: string, { room, guestNonce, hostNonce, link }: Challenge): string {
  const bound = link ? ` ${hexText(link)}` : '';
  return digests.hmac(key, `partyline proof ${room} ${guestNonce} ${hostNonce}${bound}`);
}

/** Proof of an event: of its frame as it travels. Two logs that have another event at a number are not one log. */
export function eventProof(digests: Digests, frame: Uint8Array): string {
  return digests.sha256(frame).slice(0, NAME_DIGITS);
}
