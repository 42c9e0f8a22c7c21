import { createHmac, hash } from 'node:crypto';
import type { Digests } from '../../core/secure/proofs.ts';

/** Digests by OpenSSL. */
export const digests: Digests = {
  sha256: (bytes) => hash('sha256', bytes),
  hmac: (key, text) => createHmac('sha256', key).update(text).digest('hex'),
};
