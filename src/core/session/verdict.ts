import type { ErrorCode, Problem } from '../../shared/error-codes.ts';

/** Errors that another try can't mend. */
const FINAL: ReadonlySet<string> = new Set<ErrorCode>([
  'bad_version',
  'bad_nick',
  // Who answers is another: trying on would be a silent yes to whoever gives in last.
  'room_key_changed',
  'room_key_wrong',
  'downgraded',
  'room_locked',
  'turned_away',
  'not_answered',
  'removed',
  'banned',
  'word_unsealed',
  'false_host',
]);
/**
 * Taken twice within this time, a session is in use elsewhere; once, a link given up may have said its `hello` late to a
 * host that does not look at its `attempt`, or before the clock was set back.
 */
const TAKEN_AGAIN_MS = 60_000;

/** Decides whether a guest that lost its link for a reason may try again. */
export class Verdict {
  readonly #isPatient: boolean;
  #takenAt: number | undefined;

  /** @param isPatient whether a room that was never reached is tried again as well */
  constructor(isPatient: boolean) {
    this.#isPatient = isPatient;
  }

  /** @returns true when another try is of no use */
  isFinal({ code }: Problem, wasReached: boolean, now: number): boolean {
    if (!wasReached && !this.#isPatient) return true;
    if (code !== 'session_taken') return FINAL.has(code);
    const before = this.#takenAt;
    this.#takenAt = now;
    return before !== undefined && now - before < TAKEN_AGAIN_MS;
  }
}

/** While nobody listens where the host closed the room, that it was closed says more. @returns what stays to be said */
export function stillTrue(before: Problem | undefined, { code }: Problem): Problem | undefined {
  return code === 'refused' && before?.code === 'host_stopped' ? before : undefined;
}
