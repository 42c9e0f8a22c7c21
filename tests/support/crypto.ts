import type { SecureCrypto } from '../../src/core/secure/secure-crypto.ts';
import { nodeCrypto } from '../../src/node/secure/node-crypto.ts';

/** The crypto of the shell, for tests of the core, which has none. */
export const testCrypto: SecureCrypto = nodeCrypto;
