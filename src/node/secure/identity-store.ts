import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  IDENTITY_SECRET_SIZE,
  type Identity,
  newIdentitySecret,
  openIdentity,
} from '../../core/secure/identity-card.ts';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import { fileProblem } from '../store/file-problem.ts';
import { closeToOthers } from '../store/private-files.ts';
import { makeWhole } from '../store/whole-file.ts';
import { nodeCrypto } from './node-crypto.ts';
import type { Vault } from './vault.ts';

/** What the file says: the identity key as 64 hex digits, for whoever looks, and the secret in base64 under the vault. */
const identityFileSchema = z.object({
  v: z.literal(1),
  key: z.string().regex(/^[0-9a-f]{64}$/),
  sealed: z.base64(),
});
type IdentityFile = z.infer<typeof identityFileSchema>;

/**
 * Who this device is, from this file; made once, where there is no file. A file that can't be read is never replaced:
 * whoever knows this device would take it for somebody else. Fails with `identity_damaged`, or what the file system says.
 */
export function openIdentityStore(path: string, vault: Vault): Result<Identity> {
  try {
    if (!existsSync(path)) make(path, vault);
    closeToOthers(path);
    return read(path, vault);
  } catch (error) {
    return { ok: false, problem: fileProblem(error, path) };
  }
}

/** An identity for as long as the program runs. */
export function passingIdentity(): Identity {
  return openIdentity(nodeCrypto, newIdentitySecret(nodeCrypto));
}

/** Of two programs that make it at the same time one does, and both are that. */
function make(path: string, vault: Vault): void {
  const secret = newIdentitySecret(nodeCrypto);
  const { key } = openIdentity(nodeCrypto, secret).card;
  const sealed = Buffer.from(vault.seal(secret)).toString('base64');
  makeWhole(path, `${JSON.stringify({ v: 1, key, sealed } satisfies IdentityFile)}\n`);
}

function read(path: string, vault: Vault): Result<Identity> {
  const file = identityFileSchema.safeParse(parsed(readFileSync(path, 'utf8')));
  if (!file.success) return damaged(path, 'it is not what Partyline wrote');
  const secret = vault.open(Buffer.from(file.data.sealed, 'base64'));
  if (secret?.length !== IDENTITY_SECRET_SIZE) return damaged(path, 'the key beside it does not open it');
  const identity = openIdentity(nodeCrypto, secret);
  return identity.card.key === file.data.key ? success(identity) : damaged(path, 'it names another key');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function damaged(path: string, how: string): Result<never> {
  const words = `the file ${path}, which says who this device is, can't be read, ${how}: bring it back from a copy, or move its folder away to begin as somebody new`;
  return failure('identity_damaged', words, { path });
}
