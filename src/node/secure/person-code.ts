import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { type ShortCode, shortCode } from '../../shared/code-words/code-words.ts';
import type { IdentityKey } from '../../shared/identity/identity-models.ts';

/** What is stretched is of no other use. */
const SALT = 'partyline person 1';
/**
 * Somebody who wants a key whose four words are those of another has to try 2^44 of them: each costs so many hashes, 25 ms
 * here, so that it is 2^60 of them in all (docs/adr/0042).
 */
const ROUNDS = 65_536;
const CODE_BYTES = 32;

const stretch = promisify(pbkdf2);
const made = new Map<IdentityKey, ShortCode>();

/** The words and pictures of a person's key, the same for everybody and for ever: made on a thread of its own, and once. */
export async function personCode(key: IdentityKey): Promise<ShortCode> {
  const known = made.get(key);
  if (known) return known;
  const code = shortCode(await stretch(Buffer.from(key, 'hex'), SALT, ROUNDS, CODE_BYTES, 'sha256'));
  made.set(key, code);
  return code;
}
