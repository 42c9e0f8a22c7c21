import type { Member, RoomInfo } from '../../shared/models.ts';
import { PROTOCOL_VERSION } from '../wire/constants.ts';
import type { Pace } from '../wire/messages.ts';
import type { Session } from './members.ts';

/** Members in one frame: with the longest nicknames they still fit in a header of 65,535 bytes. */
const MEMBERS_PER_FRAME = 200;

/**
 * Greets everybody who joined in one turn: the member list becomes JSON once for all of them, so that a crowd that
 * comes back at the same time does not cost its square.
 */
export class Welcome {
  readonly #start: string;
  readonly #end: string;
  /** JSON of the member list, cut into lists that fit in a frame; the first may be empty. */
  readonly #pages: readonly string[];

  constructor(room: RoomInfo, members: readonly Member[], seq: number, pace: Pace) {
    this.#start = `{"type":"welcome","v":${PROTOCOL_VERSION},"room":${JSON.stringify(room)}`;
    this.#end = `,"seq":${seq},"pace":${JSON.stringify(pace)}}`;
    const pages = [JSON.stringify(members.slice(0, MEMBERS_PER_FRAME))];
    for (let at = MEMBERS_PER_FRAME; at < members.length; at += MEMBERS_PER_FRAME) {
      pages.push(JSON.stringify(members.slice(at, at + MEMBERS_PER_FRAME)));
    }
    this.#pages = pages;
  }

  /** The headers that greet a member: a `welcome`, then `members` frames while the list is longer. */
  headers({ token, author }: Session): readonly string[] {
    const [first, ...more] = this.#pages;
    return [
      `${this.#start},"session":"${token}","you":${JSON.stringify(author.id)},"members":${first}${this.#end}`,
      ...more.map((page) => `{"type":"members","members":${page}}`),
    ];
  }
}
