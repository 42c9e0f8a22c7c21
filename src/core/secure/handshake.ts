import type { IdentityCard } from './identity-card.ts';
import type { LinkSecurity } from './link-security.ts';
import type { RoomCertificate } from './room-certificate.ts';

/** Why a handshake failed. */
export type HandshakeProblem =
  /** Too short, too long, out of turn, a bit changed, made for another version, sent back to its sender, or of a key that makes nothing but zeros. */
  | 'handshake_broken'
  /** The peer's card is wrongly signed, or another's: its noise key is not the one of this handshake. */
  | 'card_wrong'
  /** The host's certificate is wrongly signed, or another host's. */
  | 'certificate_wrong'
  /** It is not good yet, or no longer. */
  | 'certificate_expired';

/** What a handshake gives: a key of 32 bytes for each direction, and who is at the other end. */
export interface HandshakeDone {
  readonly kind: 'done';
  readonly sendKey: Uint8Array;
  readonly receiveKey: Uint8Array;
  readonly security: LinkSecurity;
}

export interface HandshakeFailed {
  readonly kind: 'failed';
  readonly problem: HandshakeProblem;
}

/** Message 2 is right, card and certificate too: is this whom the guest wants to reveal itself to? If so, it goes on with `answer`. */
export interface HandshakeMet {
  readonly kind: 'met';
  readonly card: IdentityCard;
  readonly certificate: RoomCertificate;
}

/** A message to be sent. */
export interface HandshakeSend {
  readonly kind: 'send';
  readonly message: Uint8Array;
}

/** The guest's last message, and all that it gives. */
export interface HandshakeAnswered extends HandshakeDone {
  readonly message: Uint8Array;
}
