import { pairWords } from '../../core/people/pair-code.ts';
import { cardOfText } from '../../core/secure/identity-card.ts';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import type { ComparisonCode } from '../../shared/identity/identity-models.ts';
import { nodeCrypto } from '../secure/node-crypto.ts';
import type { People } from './people.ts';
import type { Place } from './place.ts';

/**
 * What this person and a member of a place compare, to be sure that nobody is between them, of both their keys. Fails with `no_room`, or with `contact_unknown` where the member has no key.
 */
export function comparisonWith(place: Place | undefined, member: string, people: People): Result<ComparisonCode> {
  if (!place) return failure('no_room', 'there is no such room');
  const { card: text = '' } = place.guest.members.find(({ id }) => id === member) ?? {};
  const card = cardOfText(nodeCrypto, text);
  const own = people.own().key;
  if (!card || card.key === own) return failure('contact_unknown', 'this member came without a key');
  const { key } = card;
  return success({ key, of: 'cards', words: pairWords(nodeCrypto, own, key), emoji: [] });
}
