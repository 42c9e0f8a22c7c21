import type { ErrorCode, Problem } from '../../shared/error-codes.ts';

/** What the other transport may know a way around. */
const CODES: readonly ErrorCode[] = ['udp_blocked', 'refused', 'timed_out', 'silent'];

/** Whether the same room may well be reached over the other transport. */
export function isTransportProblem({ code }: Problem): boolean {
  return CODES.includes(code);
}

/** What the doctor may know more of. */
const CONNECTION_CODES: readonly ErrorCode[] = [...CODES, 'unreachable', 'name_not_found', 'link_lost', 'not_a_room'];

/** Whether it is the way to the room that fails, and not what the room says. */
export function isConnectionProblem({ code }: Problem): boolean {
  return CONNECTION_CODES.includes(code);
}
