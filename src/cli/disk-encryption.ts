import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { dataFolder } from '../node/party/data-folder.ts';
import { DiskEncryption } from '../node/party/disk-encryption.ts';
import { openFileVault } from '../node/secure/open-vault.ts';
import type { Rest } from '../node/store/rest/rest.ts';
import { failure, type Result, success } from '../shared/error-codes.ts';
import { note } from './output.ts';

/** What `--encrypt-disk` and `--no-encrypt-disk` say; as it was where neither is said. */
export interface EncryptFlags {
  readonly data?: string;
  readonly encryptDisk?: boolean;
}

export const ENCRYPT_DISK = ['--encrypt-disk', 'encrypt what --data keeps, also what lies there already'] as const;
export const NO_ENCRYPT_DISK = [
  '--no-encrypt-disk',
  'keep it as it is from now on, and decrypt what lies there',
] as const;

/**
 * How what a data folder keeps lies on the disk; undefined without one. Where it is to be encrypted, or no more, that is done
 * first. Fails with `option_missing`, `store_sealed`, or what the vault says.
 */
export async function restOf({ data, encryptDisk }: EncryptFlags): Promise<Result<Rest | undefined>> {
  if (data === undefined) {
    if (encryptDisk !== true) return success(undefined);
    return failure('option_missing', '--encrypt-disk needs --data: without it nothing is kept');
  }
  // Nobody ever encrypted anything here: then no key is made.
  if (encryptDisk !== true && !existsSync(dataFolder.atRest(data))) return success(undefined);
  const vault = openFileVault(dataFolder.vault(data));
  if (!vault.ok) return vault;
  const opened = DiskEncryption.open({ dataDir: data, vault: vault.value, pause: setImmediate });
  if (!opened.ok) return opened;
  const encryption = opened.value;
  const problem = encryption.turn(encryptDisk ?? encryption.isOn);
  if (problem) return { ok: false, problem };
  if (encryptDisk === undefined) encryption.goOn();
  await told(encryption);
  return success(encryption.rest);
}

/** Waits until all is rewritten, and says how far it is where that takes a while. */
async function told(encryption: DiskEncryption): Promise<void> {
  let said = 0;
  encryption.onChange(({ done }) => {
    const percent = Math.floor((done ?? 1) * 10) * 10;
    if (done === undefined || percent <= said) return;
    said = percent;
    note(`${encryption.isOn ? 'Encrypting' : 'Decrypting'} what is kept: ${percent} %`);
  });
  await encryption.working;
  const { left, isOn } = encryption.state;
  if (left > 0)
    note(
      `${left} files could not be ${isOn ? 'encrypted' : 'decrypted'}: another program has them open, or they are damaged.`,
    );
}
