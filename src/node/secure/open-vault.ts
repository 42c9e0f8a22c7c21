import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import { fileProblem, systemReason } from '../store/file-problem.ts';
import { closeToOthers, makePrivateFolder } from '../store/private-files.ts';
import { makeWhole, UNFINISHED, writeWhole } from '../store/whole-file.ts';
import { keepsSecrets, type SystemSecrets } from './system-secrets.ts';
import { VAULT_KEY_BYTES, type Vault, type VaultKind, vaultWith } from './vault.ts';

/** What the file of a vault says: its key in base64, under the system's key store or as it is. */
const vaultFileSchema = z.object({ v: z.literal(1), kind: z.enum(['system', 'file']), key: z.base64() });
type VaultFile = z.infer<typeof vaultFileSchema>;

/**
 * Opens the vault whose key is in this file, without a key store; makes it where there is none.
 * Fails with `vault_locked` where the system keeps the key, `vault_damaged`, or what the file system says.
 */
export function openFileVault(path: string): Result<Vault> {
  const read = readOrMake(path);
  if (!read.ok) return read;
  if (read.value.kind === 'system') {
    const words = `the key in ${path} is kept by the system's key store, which only the app can ask: use another folder here, or open this one with the app`;
    return failure('vault_locked', words, { path });
  }
  return opened(path, Buffer.from(read.value.key, 'base64'), 'file');
}

/**
 * Opens the vault whose key is in this file; makes it where there is none. Its key goes to the system's key store where
 * there is one that keeps secrets, also the key that was in the file alone until now.
 * Fails with `vault_locked` where the key store does not give it back, `vault_damaged`, or what the file system says.
 */
export async function openSystemVault(
  path: string,
  secrets: SystemSecrets,
  platform: NodeJS.Platform = process.platform,
): Promise<Result<Vault>> {
  const read = readOrMake(path);
  if (!read.ok) return read;
  if (read.value.kind === 'system') return openSealed(path, read.value.key, secrets);
  const vault = opened(path, Buffer.from(read.value.key, 'base64'), 'file');
  if (!vault.ok || !(await keepsSecrets(secrets, platform))) return vault;
  return handOver(path, read.value.key, secrets);
}

async function openSealed(path: string, sealed: string, secrets: SystemSecrets): Promise<Result<Vault>> {
  try {
    const { result, shouldReEncrypt } = await secrets.decryptStringAsync(Buffer.from(sealed, 'base64'));
    if (shouldReEncrypt) await handOver(path, result, secrets);
    return opened(path, Buffer.from(result, 'base64'), 'system');
  } catch (error) {
    const words = `the system's key store does not give back the key of ${path} (${systemReason(error)}): unlock it and start again, or move the folder of this file away to begin as somebody new`;
    return failure('vault_locked', words, { path });
  }
}

/** Leaves the key to the key store, and nothing of it in the file; where that fails it stays as it is. */
async function handOver(path: string, key: string, secrets: SystemSecrets): Promise<Result<Vault>> {
  const bytes = Buffer.from(key, 'base64');
  try {
    const sealed = await secrets.encryptStringAsync(key);
    // What can't be read back must not take the place of what can.
    const { result } = await secrets.decryptStringAsync(sealed);
    if (result !== key) return opened(path, bytes, 'file');
    writeWhole(path, fileText('system', sealed));
    return opened(path, bytes, 'system');
  } catch {
    return opened(path, bytes, 'file');
  }
}

function opened(path: string, key: Uint8Array, kind: VaultKind): Result<Vault> {
  return key.length === VAULT_KEY_BYTES ? success(vaultWith(key, kind)) : damaged(path, 'its key has another length');
}

function readOrMake(path: string): Result<VaultFile> {
  try {
    makePrivateFolder(dirname(path));
    const found = textOf(path);
    if (found === undefined && holdsOthers(path)) return damaged(path, 'it is not there, and what it sealed is');
    if (found === undefined) makeWhole(path, fileText('file', randomBytes(VAULT_KEY_BYTES)));
    closeToOthers(path);
    // Another program may have made it in between: what is there counts.
    const text = found ?? textOf(path) ?? '';
    const read = vaultFileSchema.safeParse(JSON.parse(text));
    return read.success ? success(read.data) : damaged(path, 'it is not what Partyline wrote');
  } catch (error) {
    if (error instanceof SyntaxError) return damaged(path, 'it is not what Partyline wrote');
    return { ok: false, problem: fileProblem(error, path) };
  }
}

function fileText(kind: VaultKind, key: Buffer): string {
  return `${JSON.stringify({ v: 1, kind, key: key.toString('base64') } satisfies VaultFile)}\n`;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A new key could not open what is in the folder already. */
function holdsOthers(path: string): boolean {
  return readdirSync(dirname(path)).some((name) => name !== basename(path) && !name.endsWith(UNFINISHED));
}

function damaged(path: string, how: string): Result<never> {
  const words = `the key in ${path} can't be read, ${how}: bring the file back from a copy, or move its folder away to begin as somebody new`;
  return failure('vault_damaged', words, { path });
}
