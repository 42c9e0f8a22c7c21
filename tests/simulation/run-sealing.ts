import { type HostSealing, resetSecret } from '../../src/core/datagram/sealed-door.ts';
import type { GuestSealing } from '../../src/core/secure/guest-sealing.ts';
import { cardText, type Identity, openIdentity } from '../../src/core/secure/identity-card.ts';
import type { LinkSecurity } from '../../src/core/secure/link-security.ts';
import type { PeerIdentity } from '../../src/core/secure/peer-identity.ts';
import { certify } from '../../src/core/secure/room-certificate.ts';
import type { SecureCrypto } from '../../src/core/secure/secure-crypto.ts';
import { asciiBytes } from '../../src/core/wire/ascii.ts';
import type { Problem } from '../../src/shared/error-codes.ts';
import { testCrypto } from '../support/crypto.ts';
import type { Random } from './random.ts';
import type { Sabotage } from './sabotage.ts';
import { believing, predictable } from './wrong-crypto.ts';

/** No clock of a run goes beyond it. */
const END_OF_TIME = 2 ** 46;
const DOWNGRADED: Problem = { code: 'downgraded', text: 'the host seals, and what answers there does not' };

const verified = new Map<string, boolean>();

/** The cards and certificates of a run are few and come a thousand times: whether a signature is right does not change. */
const remembering: SecureCrypto = {
  ...testCrypto,
  verify: (publicKey, message, signature) => {
    const name = Buffer.concat([publicKey, message, signature]).toString('latin1');
    const known = verified.get(name) ?? testCrypto.verify(publicKey, message, signature);
    verified.set(name, known);
    return known;
  },
};
const identities = new Map<string, Identity>();

/** Everybody is the same one in every run: to make keys takes longer than many a run. */
function identityOf(name: string): Identity {
  const known = identities.get(name);
  if (known) return known;
  const part = (which: string) => testCrypto.sha256(asciiBytes(`${name} ${which}`));
  const secret = Buffer.concat([part('sign'), part('noise'), part('seal')]);
  const identity = openIdentity(testCrypto, new Uint8Array(secret));
  identities.set(name, identity);
  return identity;
}

/** What the links of a run are sealed with: real keys and ciphers, and chance of the run's own, so that a seed gives the same run. */
export class RunSealing {
  readonly host: HostSealing;
  readonly crypto: SecureCrypto;

  constructor(roomId: string, chance: Random, sabotage: Sabotage) {
    const crypto = predictable(remembering, chance);
    this.crypto = sabotage === 'trust-records' ? believing(crypto) : crypto;
    const identity = identityOf('host');
    const room = testCrypto.signingPair(testCrypto.sha256(asciiBytes('room')));
    const certified = { roomId, hostKey: identity.card.key, from: 0, until: END_OF_TIME };
    const certificate = certify(testCrypto, room, certified);
    this.host = {
      crypto: this.crypto,
      host: () => ({ identity, certificate }),
      resetSecret: resetSecret(testCrypto, identity, roomId),
      mayBegin: () => true,
    };
  }

  /** What a person's links are sealed with, who knows that the room's host seals. */
  guest(name: string, wallNow: () => number): GuestSealing {
    return { crypto: this.crypto, identity: identityOf(name), inClear: DOWNGRADED, wallNow, meets: () => undefined };
  }
}

/** Who is at the other end of a link whose handshake is over. */
export function peerOf({ key, card, hash }: LinkSecurity): PeerIdentity {
  return { key, card: cardText(card), hash };
}
