import type { Member, RoomInfo } from '../../shared/models.ts';
import { PROTOCOL_VERSION } from '../wire/constants.ts';
import type { Pace } from '../wire/messages.ts';
import type { Session } from './members.ts';

/** Members in one frame: with the longest nicknames they still fit in a header of 65,535 bytes. */
const MEMBERS_PER_FRAME = 200;

/** The headers that greet a member: a `welcome`, then `members` frames while the list is longer. */
export function welcomeFrames(
  room: RoomInfo,
  session: Session,
  members: readonly Member[],
  seq: number,
  pace: Pace,
): readonly string[] {
  const headers = [
    JSON.stringify({
      type: 'welcome',
      v: PROTOCOL_VERSION,
      room,
      session: session.token,
      you: session.author.id,
      members: members.slice(0, MEMBERS_PER_FRAME),
      seq,
      pace,
    }),
  ];
  for (let at = MEMBERS_PER_FRAME; at < members.length; at += MEMBERS_PER_FRAME) {
    headers.push(JSON.stringify({ type: 'members', members: members.slice(at, at + MEMBERS_PER_FRAME) }));
  }
  return headers;
}
