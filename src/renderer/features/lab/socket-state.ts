import type { LabClient, LabConnection, LabServer } from '../../../shared/lab/lab-models.ts';

/** What a dot can say; `lab.state.<name>` in the locale files says it in words. */
export type SocketState =
  | 'listening'
  | 'stopped'
  | 'connecting'
  | 'open'
  | 'waiting'
  | 'halfClosed'
  | 'ended'
  | 'closedHere'
  | 'closedPeer'
  | 'closedReset'
  | 'failed';

/** What a server's connection can be; `lab.stateOf.<name>` says it in a sentence. */
export type ConnectionState = Exclude<SocketState, 'listening' | 'stopped' | 'connecting' | 'halfClosed'>;

const CLOSED = { here: 'closedHere', peer: 'closedPeer', reset: 'closedReset', failed: 'failed' } as const;

export function serverState({ state }: LabServer): SocketState {
  return state;
}

export function clientState({ state, closedBy }: LabClient): SocketState {
  if (state === 'closed') return CLOSED[closedBy ?? 'here'];
  return state === 'half-closed' ? 'halfClosed' : state;
}

export function connectionState({ state, closedBy }: LabConnection): ConnectionState {
  return state === 'closed' ? CLOSED[closedBy ?? 'here'] : state;
}
