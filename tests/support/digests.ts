import type { Digests } from '../../src/core/secure/proofs.ts';
import { digests } from '../../src/node/secure/digests.ts';

/** The digests of the shell, for tests of the core, which has none. */
export const testDigests: Digests = digests;
