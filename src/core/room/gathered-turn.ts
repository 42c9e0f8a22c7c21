import type { ProtocolError } from '../wire/protocol-error.ts';
import type { TurnRecord } from './turn.ts';

/** How a turn ends. */
export interface TurnEnds {
  release(now: number): void;
  abandon(problem: ProtocolError, now: number): void;
}

/**
 * A turn that takes nothing more: its record goes to disk, and then exactly one of the two ends follows. Nothing else can
 * end a turn, and none ends twice.
 */
export class GatheredTurn {
  /** What must be on disk first; undefined when nothing must. */
  readonly record: TurnRecord | undefined;
  #ends: TurnEnds | undefined;

  constructor(record: TurnRecord | undefined, ends: TurnEnds) {
    this.record = record;
    this.#ends = ends;
  }

  /** The turn is on disk: everybody is told. @throws Error when it has ended before, a defect of the caller */
  release(now: number): void {
    this.#take().release(now);
  }

  /** The disk refused the turn: nothing of it happened, and whoever caused it is told why. @throws as {@link release} */
  abandon(problem: ProtocolError, now: number): void {
    this.#take().abandon(problem, now);
  }

  #take(): TurnEnds {
    const ends = this.#ends;
    if (ends === undefined) throw new Error('this turn has ended');
    this.#ends = undefined;
    return ends;
  }
}
