/** The 160 bytes of an identity card in base64url, without padding. */
const CARD = /^[A-Za-z0-9_-]{214}$/;

/** True for what may be an identity card as text; whether its signature holds is for who relies on it. */
export function isCardText(value: unknown): value is string {
  return typeof value === 'string' && CARD.test(value);
}

/** What stays known of a peer when its link is gone. */
export type KnownIdentity = Pick<PeerIdentity, 'key' | 'card'>;

/** Who is at the other end of a link, as its handshake proved. */
export interface PeerIdentity {
  /** Its identity key, as 64 hex digits: who it is, in every room. */
  readonly key: string;
  /** Its identity card, 160 bytes as base64url. */
  readonly card: string;
  /** Handshake hash of the link, 32 bytes, which no other link has; absent where nothing travels, in the host's own process. */
  readonly hash?: Uint8Array;
}
