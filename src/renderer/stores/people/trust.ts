/** What is known of the people in a room, as marks show it. */
import type { Contact } from '../../../shared/identity/identity-models.ts';
import type { Member } from '../../../shared/models.ts';
import type { PeopleState } from './people-store.ts';

/**
 * `verified`: this person compared a code with them. `met`: they have a key, which is remembered. `changed`: they come with another key
 * than they had, and this person has yet to decide. `clear`, `plain`: what they hear is heard by who listens to the network. `unknown`:
 * they came without a key over a host that says no more.
 */
export type Trust = 'verified' | 'met' | 'changed' | 'clear' | 'plain' | 'unknown';

type Known = Pick<PeopleState, 'byCard' | 'verifiedIn' | 'changes'>;

/** The contact that a member is, if their key is remembered. */
export function contactOf({ card }: Pick<Member, 'card'>, byCard: PeopleState['byCard']): Contact | undefined {
  return card === undefined ? undefined : byCard.get(card);
}

/** What is known of somebody who is here. */
export function trustOf(member: Member, roomId: string | undefined, { byCard, changes }: Known): Trust {
  if (changes.some((change) => change.roomId === roomId && change.member === member.id)) return 'changed';
  if (member.plain) return 'plain';
  if (member.clear) return 'clear';
  if (member.card === undefined) return 'unknown';
  return contactOf(member, byCard)?.verified ? 'verified' : 'met';
}

/** What is known of everybody by their member id: of who is here, and of those who were, who is verified. */
export function trusts(
  members: readonly Member[],
  roomId: string | undefined,
  known: Known,
): ReadonlyMap<string, Trust> {
  const all = new Map<string, Trust>();
  for (const member of known.verifiedIn.get(roomId ?? '')?.keys() ?? []) all.set(member, 'verified');
  for (const member of members) all.set(member.id, trustOf(member, roomId, known));
  return all;
}
