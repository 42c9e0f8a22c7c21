import type { WireErrorCode } from '../../shared/error-codes.ts';

/** A breach of the protocol: sent to the peer as an `error` frame before the link closes. A value, never thrown. */
export interface ProtocolError {
  readonly error: WireErrorCode;
  /** What was wrong, in words for whoever wrote the peer. */
  readonly text: string;
}

/** Makes a {@link ProtocolError}. */
export function protocolError(error: WireErrorCode, text: string): ProtocolError {
  return { error, text };
}

/** Tells a breach from anything that a decoder or parser returns instead. */
export function isProtocolError(value: object): value is ProtocolError {
  return 'error' in value;
}
