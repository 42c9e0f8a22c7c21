import type { Member, RoomInfo } from '../../shared/models.ts';
import { HOST_CAN } from '../wire/capabilities.ts';
import { PROTOCOL_VERSION } from '../wire/constants.ts';
import { FrameWriter } from '../wire/frame-writer.ts';
import type { Pace } from '../wire/messages.ts';
import type { Session } from './members.ts';

/** Members in one frame: with the longest nicknames they still fit in a header of 65,535 bytes. */
const MEMBERS_PER_FRAME = 50;

/**
 * Greets everybody who joined in one turn. The member list is encoded once for all of them, and what does not fit in
 * the `welcome` itself is the same bytes for each: a crowd that comes back at the same time does not cost its square.
 */
export class Welcome {
  /** `members` frames with the rest of a long list; empty when the `welcome` holds everybody. */
  readonly more: Uint8Array;
  readonly #start: string;
  readonly #end: string;

  constructor(room: RoomInfo, members: readonly Member[], seq: number, pace: Pace) {
    const first = JSON.stringify(members.slice(0, MEMBERS_PER_FRAME));
    this.#start = `{"type":"welcome","v":${PROTOCOL_VERSION},"room":${JSON.stringify(room)}`;
    const can = HOST_CAN.length > 0 ? `,"can":${JSON.stringify(HOST_CAN)}` : '';
    this.#end = `,"members":${first},"seq":${seq},"pace":${JSON.stringify(pace)}${can}}`;
    const writer = new FrameWriter();
    for (let at = MEMBERS_PER_FRAME; at < members.length; at += MEMBERS_PER_FRAME) {
      writer.write(JSON.stringify({ type: 'members', members: members.slice(at, at + MEMBERS_PER_FRAME) }));
    }
    this.more = writer.take();
  }

  /** The header that greets a member. */
  header({ token, member }: Session): string {
    return `${this.#start},"session":"${token}","you":${JSON.stringify(member.author.id)}${this.#end}`;
  }
}
