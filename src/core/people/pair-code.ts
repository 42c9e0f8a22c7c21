import { codeWords } from '../../shared/code-words/code-words.ts';
import type { IdentityKey } from '../../shared/identity/identity-models.ts';
import { hexBytes } from '../secure/byte-text.ts';
import type { SecureCrypto } from '../secure/secure-crypto.ts';

/** Words that say each of two keys: 66 bits. */
export const PAIR_WORDS_EACH = 6;
/**
 * How often a key is hashed for its words. Whoever wants to stand between two people needs a key of their own with the words of each:
 * 2^66 keys to try, each at this price. A code of both keys together would need its length twice, for there any two keys that fit are enough.
 */
const ROUNDS = 8_192;
const PURPOSE = new TextEncoder().encode('partyline pair code 1');
const NO_KEY = new Uint8Array(0);

function wordsOfKey(crypto: SecureCrypto, key: IdentityKey): readonly string[] {
  const bytes = hexBytes(key) ?? NO_KEY;
  let digest = crypto.sha256(PURPOSE, bytes);
  for (let round = 1; round < ROUNDS; round += 1) digest = crypto.sha256(digest, bytes);
  return codeWords(digest, PAIR_WORDS_EACH);
}

/** What two people compare who have no link of their own: the words of both their keys, at both in the same order. */
export function pairWords(crypto: SecureCrypto, one: IdentityKey, other: IdentityKey): readonly string[] {
  return [one, other].sort().flatMap((key) => wordsOfKey(crypto, key));
}
