import type { GuestSealing } from '../../core/secure/guest-sealing.ts';
import type { HandshakeMet } from '../../core/secure/handshake.ts';
import type { Identity } from '../../core/secure/identity-card.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { wallNow } from '../time/clocks.ts';
import { nodeCrypto } from './node-crypto.ts';

export interface SealingOptions {
  readonly identity: Identity;
  /** Why a host that does not seal is not spoken to; absent where it is, in clear. */
  readonly inClear?: Problem | undefined;
  /** Looks at whom it met before it reveals itself: anybody will do unless it is said. @returns why it does not want to */
  readonly meets?: (met: HandshakeMet) => Problem | undefined;
}

/** What is said of a host that is known to seal and does not any more. */
export const DOWNGRADED: Problem = {
  code: 'downgraded',
  text: 'this room was encrypted before, and what answers there now does not encrypt: nothing was sent',
};

/** What is said of a host that does not seal. */
export const HOST_IN_CLEAR: Problem = {
  code: 'host_in_clear',
  text: 'the host there does not encrypt: everybody on the network could read along',
};

/** What this person's links to one room are sealed with. Once its host has shown a key, nothing goes there in clear any more. */
export function guestSealing({ identity, inClear, meets }: SealingOptions): GuestSealing {
  let isKnown = false;
  return {
    crypto: nodeCrypto,
    identity,
    get inClear() {
      return isKnown ? DOWNGRADED : inClear;
    },
    wallNow,
    meets: (met) => {
      const problem = meets?.(met);
      if (!problem) isKnown = true;
      return problem;
    },
  };
}
