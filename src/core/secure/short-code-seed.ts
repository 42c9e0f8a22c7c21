import { asciiBytes } from '../wire/ascii.ts';
import { CODE_HASHED, COMMITMENT_HASHED } from './layout.ts';
import type { SecureCrypto } from './secure-crypto.ts';

const COMMITMENT = asciiBytes(COMMITMENT_HASHED);
const CODE = asciiBytes(CODE_HASHED);

/** What message 1 says of what message 3 will show: card and chance, one behind the other. */
export function commitmentTo(crypto: SecureCrypto, shown: Uint8Array): Uint8Array {
  return crypto.sha256(COMMITMENT, shown);
}

/**
 * The 32 bytes that a link's short code is made of. Whoever stands between two links is bound to his own part of each before he
 * knows the other end's: the guest by its commitment, the host by message 2. So he can only guess, once per handshake.
 * @param hash the handshake's hash after message 2
 */
export function codeOf(crypto: SecureCrypto, hash: Uint8Array, shown: Uint8Array): Uint8Array {
  return crypto.sha256(CODE, hash, shown);
}
