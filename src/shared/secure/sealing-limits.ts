/** What the handshake of a sealed link over TCP may cost either end; docs/limits.md says why. */
export const SEALING_LIMITS = {
  /** Bytes of frames that one end takes until the handshake is over. */
  handshakeBytes: 8_192,
  /** Milliseconds that a host lets a handshake wait for its turn. */
  handshakeWaitMs: 5_000,
  /** Milliseconds without any answer after which a guest takes the host for one that does not seal. */
  muteMs: 7_000,
  /** Milliseconds that a guest waits for the whole handshake. */
  handshakeMs: 9_000,
} as const;
