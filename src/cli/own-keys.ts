import type { Identity } from '../core/secure/identity-card.ts';
import { dataFolder } from '../node/party/data-folder.ts';
import { openIdentityStore, passingIdentity } from '../node/secure/identity-store.ts';
import { openFileVault } from '../node/secure/open-vault.ts';
import { type Result, success } from '../shared/error-codes.ts';

/**
 * Who the person at this terminal is: the same each time in one data folder, somebody new each time without one. Fails with
 * `vault_locked` in the folder of an app whose keys are with the system's key store, `vault_damaged` or `identity_damaged`.
 */
export function ownIdentity(data: string | undefined): Result<Identity> {
  if (data === undefined) return success(passingIdentity());
  const vault = openFileVault(dataFolder.vault(data));
  return vault.ok ? openIdentityStore(dataFolder.identity(data), vault.value) : vault;
}
