import { type HostSealing, resetSecret } from '../../../src/core/datagram/sealed-door.ts';
import type { GuestSealing } from '../../../src/core/secure/guest-sealing.ts';
import { type Identity, newIdentitySecret, openIdentity } from '../../../src/core/secure/identity-card.ts';
import { certify } from '../../../src/core/secure/room-certificate.ts';
import type { SecureCrypto } from '../../../src/core/secure/secure-crypto.ts';
import { testCrypto } from '../crypto.ts';

export const WALL_NOW = 1_800_000_000_000;
const DAY = 86_400_000;
export const ROOM_ID = '00112233445566778899aabbccddeeff';

/** What the links of a wire are sealed with: the host's end and that of its guests. */
export interface WireSealing {
  readonly host: HostSealing;
  readonly guest: GuestSealing;
}

/** What of it is to be another than usual. */
export interface SealingOptions {
  readonly crypto?: SecureCrypto;
  readonly host?: Partial<HostSealing>;
  readonly guest?: Partial<GuestSealing>;
}

export function newIdentity(): Identity {
  return openIdentity(testCrypto, newIdentitySecret(testCrypto));
}

/** A host with its room's certificate, and a guest that takes whoever shows one. */
export function wireSealing({ crypto = testCrypto, host = {}, guest = {} }: SealingOptions = {}): WireSealing {
  const identity = newIdentity();
  const room = testCrypto.signingPair(testCrypto.random(32));
  const certified = { roomId: ROOM_ID, hostKey: identity.card.key, from: WALL_NOW - DAY, until: WALL_NOW + DAY };
  const certificate = certify(testCrypto, room, certified);
  return {
    host: {
      crypto,
      host: () => ({ identity, certificate }),
      resetSecret: resetSecret(testCrypto, identity, ROOM_ID),
      mayBegin: () => true,
      ...host,
    },
    guest: {
      crypto,
      identity: newIdentity(),
      wallNow: () => WALL_NOW,
      meets: () => undefined,
      ...guest,
    },
  };
}
