import { type Problem, type Result, success } from '../../shared/error-codes.ts';
import { nextFreePort, portInUse } from './free-port.ts';
import type { Admits } from './refuse-connections.ts';
import { type Accept, type ListenOptions, listenTcp, type TcpListener } from './tcp-listener.ts';
import { listenUdp, type UdpListener, type UdpReceivers } from './udp-listener.ts';

/** A room's two sockets, on the same port of the same address. */
export interface RoomListener {
  readonly tcp: TcpListener;
  readonly udp: UdpListener;
}

/** What a room's sockets bring. */
export interface RoomSockets {
  readonly tcp: Accept;
  /** Who is let in over TCP at all. */
  readonly admits?: Admits | undefined;
  readonly udp: UdpReceivers;
}

/** Times that the system is asked for a port that is free over TCP until it is free over UDP as well. */
const ANY_PORT_TRIES = 16;

/**
 * Opens a room's TCP and UDP sockets. Fails with `port_in_use`, and the next port that is free over both, or with what
 * the system says of the address.
 */
export async function listenRoom(options: ListenOptions, sockets: RoomSockets): Promise<Result<RoomListener>> {
  const tries = options.port === 0 ? ANY_PORT_TRIES : 1;
  let problem: Problem = { code: 'port_in_use', text: 'no port is free' };
  for (let i = 0; i < tries; i += 1) {
    const opened = await listenBoth(options, sockets);
    if (opened.ok) return opened;
    ({ problem } = opened);
    if (problem.code !== 'port_in_use') return opened;
  }
  return portInUse(options.port, await nextFreePort(options.port, (port) => freeForBoth({ ...options, port })));
}

async function listenBoth(options: ListenOptions, sockets: RoomSockets): Promise<Result<RoomListener>> {
  const tcp = await listenTcp({ ...options, admits: sockets.admits }, sockets.tcp);
  if (!tcp.ok) return tcp;
  const { address, port } = tcp.value;
  const udp = await listenUdp({ address, port, recorder: options.recorder }, sockets.udp);
  if (udp.ok) return success({ tcp: tcp.value, udp: udp.value });
  await tcp.value.close();
  return udp;
}

const NOBODY: RoomSockets = { tcp: (socket) => socket.destroy(), udp: { accept: () => {} } };

async function freeForBoth(options: ListenOptions): Promise<boolean> {
  const attempt = await listenBoth({ ...options, backlog: 1 }, NOBODY);
  if (attempt.ok) await Promise.all([attempt.value.tcp.close(), attempt.value.udp.close()]);
  return attempt.ok;
}
