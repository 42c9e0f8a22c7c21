import type { Door } from '../../shared/doors/door-models.ts';
import type { RoomInfo } from '../../shared/models.ts';
import { HOST_CAN } from '../wire/capabilities.ts';
import { PROTOCOL_VERSION } from '../wire/constants.ts';
import type { Pace } from '../wire/messages.ts';
import type { RoomLink, Session } from './room-link.ts';
import type { Roster } from './roster.ts';

type Greeted = Pick<RoomLink, 'pageFrom' | 'wordMac'>;

/** What else a `welcome` tells. */
export interface WelcomeParts {
  /** Newest event. */
  readonly seq: number;
  readonly door: Door;
  readonly pace: Pace;
  /** What the room proves itself with to the member with a device. */
  readonly keyOf: (device: string) => string;
}

/**
 * Greets everybody who joined in one turn. The member list is encoded once for all of them, and what does not fit in
 * the `welcome` itself is the same bytes for each: a crowd that comes back at the same time does not cost its square.
 */
export class Welcome {
  /** `members` frames with the rest of a long list; empty when the `welcome` holds everybody. */
  readonly more: Uint8Array;
  readonly #start: string;
  readonly #end: string;
  readonly #keyOf: (device: string) => string;

  /** @param roster everybody who is here */
  constructor(room: RoomInfo, roster: Roster, { seq, door, pace, keyOf }: WelcomeParts) {
    this.#keyOf = keyOf;
    this.#start = `{"type":"welcome","v":${PROTOCOL_VERSION},"room":${JSON.stringify(room)}`;
    const can = HOST_CAN.length > 0 ? `,"can":${JSON.stringify(HOST_CAN)}` : '';
    const told = door === 'open' ? '' : `,"door":"${door}"`;
    this.#end = `,"members":${roster.first},"seq":${seq},"pace":${JSON.stringify(pace)}${can}${told}}`;
    this.more = roster.more;
  }

  /** The header that greets a member over a link: with the event that its newest page begins with, where that passes over others. */
  header({ token, member, device, plain }: Session, { pageFrom, wordMac }: Greeted): string {
    // A plain guest's is turned into text, and it has no use for a key.
    const key = plain ? '' : `,"key":"${this.#keyOf(device)}"`;
    const from = pageFrom === undefined ? '' : `,"first":${pageFrom}`;
    const word = wordMac === undefined ? '' : `,"word":"${wordMac}"`;
    return `${this.#start},"session":"${token}"${key},"you":${JSON.stringify(member.author.id)}${from}${word}${this.#end}`;
  }
}
