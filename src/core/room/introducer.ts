import type { RoomInfo } from '../../shared/models.ts';
import { type Digests, memberKey, memberName, proofOf } from '../secure/proofs.ts';
import type { Prove } from '../wire/messages.ts';
import type { Attendance } from './attendance.ts';

/** What a room proves itself with. */
export interface IntroducerParts {
  readonly info: RoomInfo;
  /** The room's own secret: hex digits that never leave the computer. */
  readonly secret: string;
  readonly digests: Digests;
  readonly attendance: Attendance;
  /** Unpredictable hex digits. */
  readonly randomHex: (digits: number) => string;
}

/** Hex digits of the host's part of chance. */
const NONCE_DIGITS = 32;

/** Proves to members that this is the room of before. Whoever is no member gets an answer of no use to it. */
export class Introducer {
  readonly #parts: IntroducerParts;

  constructor(parts: IntroducerParts) {
    this.#parts = parts;
  }

  /** The key that the `welcome` gives to a member, for it to know the room again by. */
  keyOf(device: string): string {
    const { digests, secret } = this.#parts;
    return memberKey(digests, secret, memberName(digests, device));
  }

  /**
   * Header of the answer to a `prove`: which room this is, and the proof if one was asked for that can be made.
   * @param link handshake hash of the link that asks, where it is sealed
   */
  answer({ nonce: guestNonce, member, session }: Prove, link: Uint8Array | undefined): string {
    const { info, secret, digests, attendance, randomHex } = this.#parts;
    const hostNonce = randomHex(NONCE_DIGITS);
    const key = member === undefined ? attendance.secretOf(session) : memberKey(digests, secret, member);
    const mac = key && proofOf(digests, key, { room: info.id, guestNonce, hostNonce, link });
    return JSON.stringify({ type: 'proof', room: info, nonce: hostNonce, ...(mac !== undefined && { mac }) });
  }
}
