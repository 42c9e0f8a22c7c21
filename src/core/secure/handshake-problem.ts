import type { Problem } from '../../shared/error-codes.ts';
import type { HandshakeProblem } from './handshake.ts';

const PROBLEMS: Readonly<Record<HandshakeProblem, Problem>> = {
  handshake_broken: { code: 'handshake_failed', text: 'the handshake with the host failed: its bytes are not right' },
  card_wrong: { code: 'handshake_failed', text: 'the host’s identity card is wrongly signed, or another’s' },
  certificate_wrong: { code: 'handshake_failed', text: 'the host’s certificate is wrongly signed, or another host’s' },
  certificate_expired: {
    code: 'certificate_expired',
    text: 'the host’s certificate is not good at this time: one of the two clocks may be wrong',
  },
};

/** What a guest says of a handshake that failed. */
export function handshakeProblem(problem: HandshakeProblem): Problem {
  return PROBLEMS[problem];
}
