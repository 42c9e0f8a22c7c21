import { cardOfText } from '../../core/secure/identity-card.ts';
import { type ShortCode, shortCode } from '../../shared/code-words/code-words.ts';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import type { ComparisonCode, IdentityKey } from '../../shared/identity/identity-models.ts';
import { nodeCrypto } from '../secure/node-crypto.ts';
import { personCode } from '../secure/person-code.ts';
import type { People } from './people.ts';
import type { Place } from './place.ts';

/** Of the link between this person and a member with this key; undefined where they have none of their own. */
function codeOfLink({ host, guest }: Place, member: string, key: IdentityKey): Uint8Array | undefined {
  if (host) return host.whereIs(member).findLast(({ code }) => code)?.code;
  return guest.security?.key === key ? guest.security.code : undefined;
}

/** Of both keys, at both in the same order. */
async function codeOfKeys(one: IdentityKey, other: IdentityKey): Promise<ShortCode> {
  const codes = await Promise.all([one, other].sort().map(personCode));
  return { words: codes.flatMap(({ words }) => words), emoji: codes.flatMap(({ emoji }) => emoji) };
}

/**
 * What this person and a member of a place compare, to be sure that nobody is between them: of the very link between the two where
 * there is one, otherwise of both their keys. Fails with `no_room`, or with `contact_unknown` where the member has no key.
 */
export async function comparisonWith(
  place: Place | undefined,
  member: string,
  people: People,
): Promise<Result<ComparisonCode>> {
  if (!place) return failure('no_room', 'there is no such room');
  const { card: text = '' } = place.guest.members.find(({ id }) => id === member) ?? {};
  const card = cardOfText(nodeCrypto, text);
  const own = people.own().key;
  if (!card || card.key === own) return failure('contact_unknown', 'this member came without a key');
  const { key } = card;
  const code = codeOfLink(place, member, key);
  const { words, emoji } = code ? shortCode(code) : await codeOfKeys(own, key);
  const named = emoji.map(({ sign, en }) => ({ sign, name: en }));
  return success({ key, of: code ? 'handshake' : 'cards', words, emoji: named });
}
