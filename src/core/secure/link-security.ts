import type { IdentityCard } from './identity-card.ts';
import type { RoomCertificate } from './room-certificate.ts';

/** Who is at the other end of a sealed link, and what the two ends share beside its keys. */
export interface LinkSecurity {
  readonly card: IdentityCard;
  /** `card.key`: the peer's identity key as 64 hex digits. */
  readonly key: string;
  /** The room that the peer may serve; absent on a host's side. */
  readonly certificate?: RoomCertificate;
  /** The handshake's hash of 32 bytes, the same at both ends and of no other link: to bind proofs and codes to. */
  readonly hash: Uint8Array;
  /** 32 bytes, the same at both ends, that the short code which two people compare is made of (src/shared/code-words). */
  readonly code: Uint8Array;
}
