import { type Digests, eventProof } from '../secure/proofs.ts';
import { frameOffsets } from '../wire/event-frame.ts';
import type { Resume } from '../wire/messages.ts';
import { type ProtocolError, protocolError } from '../wire/protocol-error.ts';
import type { LogReader } from './log-segment.ts';
import type { Session } from './room-link.ts';
import type { Turn } from './turn.ts';

/** What logs are compared with. */
export interface SameLogParts {
  readonly turn: Turn;
  readonly log: LogReader;
  readonly digests: Digests;
}

/** The first frame of whole frames. */
export function firstFrame(frames: Uint8Array): Uint8Array {
  const [, second = frames.length] = frameOffsets(frames);
  return frames.subarray(0, second);
}

/**
 * Compares a member's log with this one by the member's newest event. Where this one is another, because it was restored
 * from before that event, everybody is told so, once in the life of a process.
 */
export class SameLog {
  readonly #parts: SameLogParts;
  #isTold = false;

  constructor(parts: SameLogParts) {
    this.#parts = parts;
  }

  /** The member's log is ahead of this one. @param session that which the guest wants back, if it is known */
  behind({ seq, proof }: Resume, session: Session | undefined): ProtocolError | undefined {
    if (proof === undefined || seq <= this.#parts.turn.newest) return undefined;
    this.#tell(seq, session);
    return protocolError('log_behind', `this log ends at event ${this.#parts.turn.newest}: say hello without resume`);
  }

  /** The member's newest event is another one in this log. */
  diverged({ seq, proof }: Resume, session: Session): ProtocolError | undefined {
    const { log, digests } = this.#parts;
    const here = proof === undefined || seq === 0 ? undefined : log.read(seq, 1);
    if (here?.first !== seq || eventProof(digests, firstFrame(here.frames)) === proof) return undefined;
    this.#tell(seq, session);
    return protocolError('log_diverged', `event ${seq} is another one in this log: say hello without resume`);
  }

  #tell(seq: number, session: Session | undefined): void {
    if (this.#isTold || session === undefined) return;
    const { turn } = this.#parts;
    turn.undo.push(() => {
      this.#isTold = false;
    });
    this.#isTold = true;
    turn.log({ kind: 'restored', text: String(seq) }, session.member.author);
  }
}
