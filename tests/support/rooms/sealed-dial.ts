import type { HandshakeMet } from '../../../src/core/secure/handshake.ts';
import type { Identity } from '../../../src/core/secure/identity-card.ts';
import { type Dial, dialRoom } from '../../../src/node/net/dial.ts';
import { guestSealing } from '../../../src/node/secure/guest-sealing.ts';
import { passingIdentity } from '../../../src/node/secure/identity-store.ts';
import type { Problem } from '../../../src/shared/error-codes.ts';

export interface SealedDialOptions {
  readonly identity?: Identity;
  readonly inClear?: Problem;
  readonly meets?: (met: HandshakeMet) => Problem | undefined;
}

/** What opens sealed links to the room at a port of this computer, of somebody new unless it is said. */
export function sealedDial(port: number, { identity = passingIdentity(), ...options }: SealedDialOptions = {}): Dial {
  return dialRoom({ host: '127.0.0.1', port }, undefined, guestSealing({ identity, ...options }));
}
