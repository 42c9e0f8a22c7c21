import type { Session } from '../room-link.ts';
import type { Rules } from './rules.ts';

/** What somebody is in the room, which says what they may do. */
export type Rank = 'host' | 'moderator' | 'member' | 'guest';

/** A moderator is one only over a link that proves their key; a plain guest is never more than a guest. */
export function rankOf({ host, plain, member, link }: Session, rules: Pick<Rules, 'isModerator'>): Rank {
  if (host) return 'host';
  if (plain) return 'guest';
  return link?.peer.identity && rules.isModerator(member.author.id) ? 'moderator' : 'member';
}
