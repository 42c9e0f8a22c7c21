import type { Problem } from '../../shared/error-codes.ts';

/** The next free port that main found where the one that was asked for is taken: the way out to offer. */
export function freePortOf(problem: Problem | undefined): number | undefined {
  const port = problem?.code === 'port_in_use' ? problem.detail?.freePort : undefined;
  return typeof port === 'number' && port > 0 ? port : undefined;
}
