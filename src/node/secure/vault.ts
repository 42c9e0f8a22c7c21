import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Where the key of a vault is: with the system's key store, or in a file that is its owner's alone. */
export type VaultKind = 'system' | 'file';

/** Keeps secrets on this computer's disk: whoever has only the disk can't read what it sealed, where the system keeps its key. */
export interface Vault {
  readonly kind: VaultKind;
  /** @returns the bytes, encrypted and authenticated; other bytes each time */
  seal(bytes: Uint8Array): Uint8Array;
  /** @returns undefined for what another vault sealed, or what was changed since */
  open(sealed: Uint8Array): Uint8Array | undefined;
}

/** Bytes of a vault's key: AES-256. */
export const VAULT_KEY_BYTES = 32;

const CIPHER = 'aes-256-gcm';
/** Random: no vault seals so much that two are ever alike (NIST SP 800-38D, 8.3: 2^32 for one key). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A vault with this key. What it seals is `nonce 12 ‖ ciphertext ‖ tag 16`. */
export function vaultWith(key: Uint8Array, kind: VaultKind): Vault {
  return {
    kind,
    seal: (bytes) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
      return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    },
    open: (sealed) => {
      if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
      const end = sealed.length - TAG_BYTES;
      const cipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      cipher.setAuthTag(sealed.subarray(end));
      try {
        return Buffer.concat([cipher.update(sealed.subarray(NONCE_BYTES, end)), cipher.final()]);
      } catch {
        // Another key, or other bytes: which of them nobody can tell.
        return undefined;
      }
    },
  };
}
