import { type Problem, WIRE_ERROR_CODES } from '../../shared/error-codes.ts';
import type { FrameHeader } from '../wire/frame.ts';
import { type ProtocolError, protocolError } from '../wire/protocol-error.ts';

/** Only guests ask for proofs and say hello: who sends that back is an echo server, which would otherwise be waited for in vain. */
export function echoed({ type }: FrameHeader): ProtocolError | undefined {
  return type === 'hello' || type === 'prove'
    ? protocolError('bad_message', 'it sends back what it is told')
    : undefined;
}

/** What a host's `error` or `refused` means here; a newer host may send codes that this version does not know. */
export function knownProblem(code: string, text: string): Problem {
  const known = WIRE_ERROR_CODES.find((one) => one === code);
  return { code: known ?? 'link_lost', text };
}
