import { certify, type RoomCertificate, roomFingerprint } from '../../core/secure/room-certificate.ts';
import type { SigningPair } from '../../core/secure/secure-crypto.ts';
import { IDENTITY_LIMITS } from '../../shared/identity/identity-limits.ts';
import { nodeCrypto } from './node-crypto.ts';

const HOUR_MS = 3_600_000;
const LASTS_MS = IDENTITY_LIMITS.certificateDays * 24 * HOUR_MS;
const AHEAD_MS = IDENTITY_LIMITS.certificateAheadHours * HOUR_MS;

/** What a hosted room is known by, wherever it is: its own key, which says who may host it. */
export class RoomKey {
  /** First 32 hex digits of the SHA-256 of the public key: what invites and adverts carry. */
  readonly fingerprint: string;
  readonly #pair: SigningPair;
  readonly #roomId: string;
  readonly #hostKey: string;
  #certificate: RoomCertificate | undefined;

  /** @param seed 32 bytes, @param hostKey the host's identity key as 64 hex digits */
  constructor(seed: Uint8Array, roomId: string, hostKey: string) {
    this.#pair = nodeCrypto.signingPair(seed);
    this.#roomId = roomId;
    this.#hostKey = hostKey;
    this.fingerprint = roomFingerprint(nodeCrypto, this.#pair.publicKey);
  }

  /** What lets this host serve the room; made anew once half of its time is over, or the clock was set. `now`: milliseconds since 1970. */
  certificate(now: number): RoomCertificate {
    const present = this.#certificate;
    if (present && now >= present.from && present.until - now > LASTS_MS / 2) return present;
    const certified = {
      roomId: this.#roomId,
      hostKey: this.#hostKey,
      from: Math.max(0, now - AHEAD_MS),
      until: now + LASTS_MS,
    };
    const made = certify(nodeCrypto, this.#pair, certified);
    this.#certificate = made;
    return made;
  }
}
