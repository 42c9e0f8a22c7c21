import type { TryPort } from '../../core/room/reach-desk.ts';
import type { TcpOutcome } from '../../shared/doctor/models.ts';
import { probeUdp } from '../net/udp-probe.ts';
import { probeTcp } from './tcp-probe.ts';

/** Longest that a port may be tried for somebody else, in milliseconds. */
const TRY_MS = 4_500;

/** What a connection that was made came to, whatever answered. */
const CONNECTED: readonly (TcpOutcome | undefined)[] = ['room', 'other', 'silent'];

/** Tries a port of a computer, over TCP and UDP at the same time. */
export const tryPort: TryPort = async (host, port) => {
  const address = { host, port };
  const late = AbortSignal.timeout(TRY_MS);
  const [tcp, udp] = await Promise.all([probeTcp(address, late), probeUdp(address, late)]);
  return { tcp: CONNECTED.includes(tcp), udp: udp === 'room' };
};
