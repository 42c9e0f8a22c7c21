/** Who is at the other end of a link, as its handshake proved. */
export interface PeerIdentity {
  /** Its identity key, as 64 hex digits: who it is, in every room. */
  readonly key: string;
  /** Its identity card, 160 bytes as base64url. */
  readonly card: string;
  /** Handshake hash of the link, 32 bytes, which no other link has; absent where nothing travels, in the host's own process. */
  readonly hash?: Uint8Array;
}
