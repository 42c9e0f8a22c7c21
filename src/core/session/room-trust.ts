import { fourWords } from '../../shared/code-words/code-words.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { hexBytes, hexText } from '../secure/byte-text.ts';
import { FINGERPRINT_DIGITS } from '../secure/layout.ts';
import type { Digests } from '../secure/proofs.ts';
import type { RoomCertificate } from '../secure/room-certificate.ts';
import type { KeptRoom } from './kept-room.ts';

/** What of a certificate says which room it is. */
export type Certified = Pick<RoomCertificate, 'roomId' | 'roomKey' | 'fingerprint'>;

export interface TrustParts {
  readonly digests: Pick<Digests, 'sha256'>;
  /** What is kept of the room that was last seen where the guest goes. */
  readonly expected: readonly KeptRoom[];
  /** What is kept of rooms of this id. */
  known(roomId: string): readonly KeptRoom[];
  /** The fingerprint that an invite carries, or that this person compared: no other room is entered. */
  readonly invited?: string | undefined;
}

const ANOTHER_ROOM: Problem = { code: 'room_unproven', text: 'what answers there is another room' };
const DOWNGRADED: Problem = {
  code: 'downgraded',
  text: 'this room was encrypted before, and what answers there now does not encrypt: nothing was sent',
};
const INVITED_IN_CLEAR: Problem = {
  code: 'downgraded',
  text: 'the invite says which key the room has, and what answers there does not encrypt: nothing was sent',
};
const NOT_INVITED: Problem = {
  code: 'room_key_wrong',
  text: 'what answers there is not the room of the invite, its key is another: ask for the invite again',
};

/**
 * Whether what answers is the room that a guest means, by its key. The first meeting is trusted and remembered; after that a
 * room is known by its key, and nothing that has another, or none, is told who this guest is.
 */
export class RoomTrust {
  readonly #parts: TrustParts;
  /** The room that was entered in this run. */
  #place: KeptRoom | undefined;

  constructor(parts: TrustParts) {
    this.#parts = parts;
  }

  /** This room was entered: from now on it is meant, and no other. */
  entered(place: KeptRoom): void {
    this.#place = place;
  }

  /** Why the host with this certificate is not to learn who this guest is; undefined where it may. */
  refuses(certificate: Certified): Problem | undefined {
    const { roomId, fingerprint } = certificate;
    const place = this.#place;
    if (place?.roomKey !== undefined) {
      if (isOf(place, certificate)) return undefined;
      return place.room === roomId ? this.#changed(certificate, [place]) : ANOTHER_ROOM;
    }
    const { invited } = this.#parts;
    if (invited !== undefined) return invited === fingerprint ? undefined : NOT_INVITED;
    if (place || this.which(certificate)) return undefined;
    const others = this.#candidates(roomId).filter(({ roomKey }) => roomKey !== undefined);
    return others.length > 0 ? this.#changed(certificate, others) : undefined;
  }

  /** Why the host is not spoken to in clear; undefined where it may be. */
  refusesClear(): Problem | undefined {
    if (this.#parts.invited !== undefined) return INVITED_IN_CLEAR;
    const meant = this.#place ? [this.#place] : this.#parts.expected;
    return meant.some(({ roomKey }) => roomKey !== undefined) ? DOWNGRADED : undefined;
  }

  /** The same of one that says, in clear, that it is the room of this id. */
  refusesClearRoom(roomId: string): Problem | undefined {
    return this.#parts.known(roomId).some(({ roomKey }) => roomKey !== undefined) ? DOWNGRADED : undefined;
  }

  /** What is kept of the room that this certificate is of. */
  which(certificate: Certified): KeptRoom | undefined {
    if (this.#place && isOf(this.#place, certificate)) return this.#place;
    return this.#candidates(certificate.roomId).find((kept) => isOf(kept, certificate));
  }

  #candidates(roomId: string): readonly KeptRoom[] {
    return [...this.#parts.expected, ...this.#parts.known(roomId)];
  }

  #changed({ fingerprint }: Certified, [before]: readonly KeptRoom[]): Problem {
    const old = this.#fingerprintOf(before?.roomKey ?? '');
    const [words, beforeWords] = [fourWords(fingerprint).join(' '), fourWords(old).join(' ')];
    const text = `the key of the room is another than before, its four words are now "${words}" and were "${beforeWords}": it may be a false host, or another room that is there now. Ask whoever hosts it for the words; where they are the new ones, join with ?key=${fingerprint} behind the address`;
    return { code: 'room_key_changed', text, detail: { key: fingerprint, words, before: old, beforeWords } };
  }

  #fingerprintOf(roomKey: string): string {
    return this.#parts.digests.sha256(hexBytes(roomKey) ?? new Uint8Array()).slice(0, FINGERPRINT_DIGITS);
  }
}

function isOf({ room, roomKey }: KeptRoom, certificate: Certified): boolean {
  return room === certificate.roomId && roomKey === hexText(certificate.roomKey);
}
