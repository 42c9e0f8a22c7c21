/** What one practice peer is to the engine: bytes and time come in, actions come out. */

export type PeerAction =
  /** Exactly these bytes go out; over UDP as one datagram, which may be empty. */
  | { readonly kind: 'send'; readonly bytes: Uint8Array }
  /** What is underway is sent, then the connection closes; over UDP the address is forgotten. */
  | { readonly kind: 'end' }
  /** A `recv` returned these. Only from peers whose `shows` is `reads`. */
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  /** A person should answer; `PracticePeer.answered` follows some time. */
  | { readonly kind: 'ask' }
  /** The chosen file with its header goes out, then the connection closes. */
  | { readonly kind: 'file' }
  /** A program should run; `PracticePeer.finished` follows. Nothing is to be received before that. */
  | { readonly kind: 'run'; readonly words: readonly string[] };

/** What came of a program. */
export interface ProgramOutput {
  /** The program's name, as the client wrote it. */
  readonly program: string;
  readonly output: Uint8Array;
  /** SHA-256 of the output, in hex. */
  readonly hash: string;
}

/** Serves one connection, or one address that sends datagrams. Times are milliseconds of any clock that only goes forward. */
export interface PracticePeer {
  /** What is shown as received: chunks as they came, or the results of its own `read` actions. */
  readonly shows: 'chunks' | 'reads';
  /** When `woken` wants to be called. */
  readonly wakeAt: number | undefined;
  opened(): readonly PeerAction[];
  /** A chunk, or a datagram, which may be empty. */
  received(bytes: Uint8Array, now: number): readonly PeerAction[];
  /** The client sends no more; it may still read. */
  ended(): readonly PeerAction[];
  woken(now: number): readonly PeerAction[];
  /** A person said these. */
  answered(bytes: Uint8Array): readonly PeerAction[];
  finished(result: ProgramOutput): readonly PeerAction[];
}

const NOTHING: readonly PeerAction[] = [];
const END: readonly PeerAction[] = [{ kind: 'end' }];

/** A peer that speaks when spoken to, and leaves when its client does. */
export class QuietPeer implements PracticePeer {
  readonly shows: PracticePeer['shows'] = 'chunks';

  get wakeAt(): number | undefined {
    return undefined;
  }

  opened(): readonly PeerAction[] {
    return NOTHING;
  }

  received(_bytes: Uint8Array, _now: number): readonly PeerAction[] {
    return NOTHING;
  }

  ended(): readonly PeerAction[] {
    return END;
  }

  woken(_now: number): readonly PeerAction[] {
    return NOTHING;
  }

  answered(_bytes: Uint8Array): readonly PeerAction[] {
    return NOTHING;
  }

  finished(_result: ProgramOutput): readonly PeerAction[] {
    return NOTHING;
  }
}

/** The action that sends these bytes. */
export function send(bytes: Uint8Array): PeerAction {
  return { kind: 'send', bytes };
}
