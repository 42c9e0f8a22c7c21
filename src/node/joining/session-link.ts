import type { LinkReports } from '../../core/session/guest-links.ts';
import type { GuestSession } from '../../core/session/guest-session.ts';
import { typistsIn } from '../../core/session/typing.ts';
import type { Transport } from '../../shared/models.ts';
import type { StreamLink } from '../net/stream-link.ts';
import { monotonicNow } from '../time/clocks.ts';
import type { GuestOptions } from './guest-options.ts';

export interface SessionLinkParts {
  readonly options: Pick<GuestOptions, 'dial' | 'listener'>;
  readonly session: GuestSession;
  readonly typing: (member: string) => void;
}

/** Dials a link whose bytes go to a guest's session for as long as that goes over it. */
export function dialForSession(
  { options: { dial, listener }, session, typing }: SessionLinkParts,
  transport: Transport,
  { opened, closed, isPresent }: LinkReports,
): StreamLink {
  const link: StreamLink = dial(transport, () => opened(monotonicNow()), {
    received: (chunk) => {
      try {
        if (isPresent()) session.receive(chunk, monotonicNow());
      } catch (error) {
        // It begins anew over another link, from the newest event that it has.
        listener.defect?.(error);
        link.destroy();
      }
    },
    receivedEphemeral: (frames) => {
      if (isPresent()) for (const member of typistsIn(frames)) typing(member);
    },
    drained: () => {},
    ended: () => {},
    closed: (problem) => closed(problem, monotonicNow()),
  });
  return link;
}
