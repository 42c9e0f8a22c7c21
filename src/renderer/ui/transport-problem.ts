import type { ErrorCode, Problem } from '../../shared/error-codes.ts';

/** What the other transport may know a way around. */
const CODES: readonly ErrorCode[] = ['udp_blocked', 'refused', 'timed_out', 'silent'];

/** Whether the same room may well be reached over the other transport. */
export function isTransportProblem({ code }: Problem): boolean {
  return CODES.includes(code);
}
