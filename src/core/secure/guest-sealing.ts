import type { Problem } from '../../shared/error-codes.ts';
import type { HandshakeMet } from './handshake.ts';
import type { Identity } from './identity-card.ts';
import type { SecureCrypto } from './secure-crypto.ts';

/** What a guest needs to dial a sealed link. */
export interface GuestSealing {
  readonly crypto: SecureCrypto;
  readonly identity: Identity;
  /** Why a host that does not seal is not spoken to; absent where it is, in clear. */
  readonly inClear?: Problem | undefined;
  /** Milliseconds since 1970: certificates are good for some time only. */
  wallNow(): number;
  /** Looks at whom it met, before it reveals itself. @returns why it does not want to */
  meets(met: HandshakeMet): Problem | undefined;
}
