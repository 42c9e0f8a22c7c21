import type { LinkSecurity } from '../../src/core/secure/link-security.ts';
import type { PeerIdentity } from '../../src/core/secure/peer-identity.ts';
import type { Problem } from '../../src/shared/error-codes.ts';
import type { Transport } from '../../src/shared/models.ts';

/** What a link reports to the process that holds it, as in src/node/net/stream-link.ts. */
export interface LinkEvents {
  received(chunk: Uint8Array): void;
  /** Whole frames that came outside of the stream. */
  ephemeral(frames: Uint8Array): void;
  drained(): void;
  ended(): void;
  closed(problem: Problem): void;
}

/** A guest's end of a link, over whichever transport. */
export interface GuestLink {
  readonly transport: Transport;
  /** Who is there, where it is sealed. */
  readonly security?: LinkSecurity | undefined;
  send(bytes: Uint8Array): void;
  sendEphemeral(frames: Uint8Array): void;
  /** Ends it after what was sent. */
  close(): void;
  /** Its process is gone in this instant. */
  died(): void;
  /** Its process takes nothing for a while. */
  stall(duration: number): void;
}

/** The host's end of a link, over whichever transport. */
export interface HostLink {
  /** Who is there, where it is sealed and that is known by now. */
  readonly identity: PeerIdentity | undefined;
  /** In the host's own process. */
  readonly isLocal?: boolean;
  send(bytes: Uint8Array): number;
  sendEphemeral(frames: Uint8Array): void;
  /** Sends two pieces as one. */
  sendTwo?(first: Uint8Array, second: Uint8Array): number;
  queuedBytes(): number;
  close(): void;
}

export const LOST: Problem = { code: 'link_lost', text: 'the connection was closed' };
export const REFUSED: Problem = { code: 'refused', text: 'nobody listens there' };
