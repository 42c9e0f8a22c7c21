import type { ErrorCode, Problem } from '../../shared/error-codes.ts';

/** What the operating system's error names mean to a person. */
const MEANINGS: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ECONNREFUSED: ['refused', 'nobody listens there: is the room open, and is the port right?'],
  ENOTFOUND: ['name_not_found', 'no computer has that name'],
  EAI_AGAIN: ['name_not_found', 'the name could not be looked up: is the network there?'],
  EHOSTUNREACH: ['unreachable', 'no way leads there from this network'],
  ENETUNREACH: ['unreachable', 'no way leads there from this network'],
  EADDRNOTAVAIL: ['address_not_here', 'this computer does not have that address'],
  ETIMEDOUT: ['timed_out', 'nothing answers there: a firewall, or another network?'],
  ECONNRESET: ['link_lost', 'the other side broke the connection off'],
  EPIPE: ['link_lost', 'the other side broke the connection off'],
  EADDRINUSE: ['port_in_use', 'the port is in use'],
  EACCES: ['port_forbidden', 'this user may not open that port: take one from 1024 up'],
};

/** Says in words why a socket failed. */
export function socketProblem(error: unknown): Problem {
  // A name with several addresses fails with one error for each; the first tells enough.
  const first = error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
  const { code, message } = first as { code?: string; message?: string };
  const [meaning, text] = MEANINGS[code ?? ''] ?? (['link_lost', message ?? 'the connection failed'] as const);
  return { code: meaning, text };
}
