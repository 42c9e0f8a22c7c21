import { createDecipheriv } from 'node:crypto';
import { type SecureCrypto, TAG_SIZE } from '../../src/core/secure/secure-crypto.ts';
import type { Random } from './random.ts';

/** The same crypto with chance that a seed makes: everything else of it is real. */
export function predictable(crypto: SecureCrypto, chance: Random): SecureCrypto {
  return { ...crypto, random: (size) => Uint8Array.from({ length: size }, () => chance.int(0, 255)) };
}

/** The same crypto, wrong on purpose: it takes for right whatever was sealed, also where it was changed since. */
export function believing(crypto: SecureCrypto): SecureCrypto {
  return {
    ...crypto,
    aead: (key) => ({
      ...crypto.aead(key),
      open: (nonce, associated, sealed) => {
        if (sealed.length < TAG_SIZE) return undefined;
        const decipher = createDecipheriv('aes-256-gcm', key, nonce);
        if (associated) decipher.setAAD(associated);
        return new Uint8Array(decipher.update(sealed.subarray(0, sealed.length - TAG_SIZE)));
      },
    }),
  };
}
