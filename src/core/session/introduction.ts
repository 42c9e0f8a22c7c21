import type { RoomInfo } from '../../shared/models.ts';
import { type Digests, memberName, proofOf, sessionName } from '../secure/proofs.ts';
import type { Proof } from '../wire/messages.ts';
import type { KeptRoom } from './kept-room.ts';

/** Proofs that are asked for on one link at the most, so that every host answers them all. */
const ASKED_MOST = 7;
/** Hex digits of the guest's part of chance. */
const NONCE_DIGITS = 32;
/** A shorter secret would be given away, or nearly so, by its name. */
const SECRET_LEAST = 32;

/** What came out of asking a host which room it is. */
export type Introduced =
  /** It is this one. */
  | { readonly kind: 'proven'; readonly kept: KeptRoom }
  /** It says that it is this one, and is none of those that are known, whatever it says. */
  | { readonly kind: 'another'; readonly room: RoomInfo }
  /** It knows nothing of proofs. */
  | { readonly kind: 'mute' };

export interface IntroductionPorts {
  readonly digests: Digests;
  /** Unpredictable hex digits. */
  randomHex(digits: number): string;
  /** Handshake hash of the present link; undefined where it is not sealed. */
  linkHash(): Uint8Array | undefined;
  /** What is kept of rooms of this id. */
  known(roomId: string): readonly KeptRoom[];
}

interface Asked {
  readonly nonce: string;
  /** Undefined where nothing was asked but who it is. */
  readonly kept: KeptRoom | undefined;
}

/** True for what a room that was entered can be known by again. */
export function isProvable({ key, session }: KeptRoom): boolean {
  return key !== undefined || (session !== undefined && session.length >= SECRET_LEAST);
}

/**
 * Asks a host which room it is, before anything is said about this guest. Nothing of what is said here is a secret. This
 * is where a handshake with keys of both ends will stand.
 */
export class Introduction {
  readonly #ports: IntroductionPorts;
  /** Asked and not yet answered, in order. */
  readonly #asked: Asked[] = [];
  readonly #tried = new Set<KeptRoom>();
  #hasAnswered = false;

  constructor(ports: IntroductionPorts) {
    this.#ports = ports;
  }

  /** The headers to begin with. @param expected what is kept of the rooms that may be there */
  begin(expected: readonly KeptRoom[]): readonly object[] {
    const asks = this.#ask(expected);
    return asks.length > 0 ? asks : [this.#header({ nonce: this.#nonce(), kept: undefined })];
  }

  /** Takes an answer. @returns what came out of it; headers to send if that is open; undefined while other answers are due */
  take({ room, nonce, mac }: Proof): Introduced | readonly object[] | undefined {
    const asked = this.#asked.shift();
    if (asked === undefined) return undefined;
    this.#hasAnswered = true;
    if (asked.kept && mac !== undefined && mac === this.#expected(asked.kept, asked.nonce, nonce)) {
      return { kind: 'proven', kept: asked.kept };
    }
    if (this.#asked.length > 0) return undefined;
    const asks = this.#ask(this.#ports.known(room.id));
    return asks.length > 0 ? asks : { kind: 'another', room };
  }

  /** The `ping` behind the first ask was answered, so that a host which knows of proofs has answered that as well. */
  pong(): Introduced | undefined {
    return this.#hasAnswered ? undefined : { kind: 'mute' };
  }

  #ask(rooms: readonly KeptRoom[]): readonly object[] {
    const asks: object[] = [];
    for (const kept of rooms) {
      if (this.#tried.size >= ASKED_MOST) break;
      if (!isProvable(kept) || this.#isTried(kept)) continue;
      this.#tried.add(kept);
      asks.push(this.#header({ nonce: this.#nonce(), kept }));
    }
    return asks;
  }

  #isTried({ copy }: KeptRoom): boolean {
    for (const tried of this.#tried) if (tried.copy === copy) return true;
    return false;
  }

  #header(asked: Asked): object {
    this.#asked.push(asked);
    const { nonce, kept } = asked;
    return { type: 'prove', nonce, ...(kept && this.#nameOf(kept)) };
  }

  #nameOf({ key, device, session = '' }: KeptRoom): object {
    return key === undefined ? { session: sessionName(session) } : { member: memberName(this.#ports.digests, device) };
  }

  #expected({ key, session = '', room }: KeptRoom, guestNonce: string, hostNonce: string): string {
    const link = this.#ports.linkHash();
    return proofOf(this.#ports.digests, key ?? session, { room, guestNonce, hostNonce, link });
  }

  #nonce(): string {
    return this.#ports.randomHex(NONCE_DIGITS);
  }
}
