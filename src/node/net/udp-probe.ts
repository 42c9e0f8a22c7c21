import type { Socket } from 'node:dgram';
import { PACKET_TYPE } from '../../core/datagram/constants.ts';
import { hasMagic, initialPacket, isFor, packetType } from '../../core/datagram/packet.ts';
import type { RoomAddress } from '../../shared/address.ts';
import type { UdpOutcome } from '../../shared/doctor/models.ts';
import { random32 } from './udp-link.ts';
import { plainArray } from './udp-listener.ts';
import { createUdpSocket } from './udp-socket.ts';

/** When the question is sent, and when it is given up, in milliseconds from the start. */
const ASK_AT_MS = [0, 400, 1_200] as const;
export const UDP_PROBE_MS = 3_000;

const UNREACHABLE: readonly string[] = ['ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'EINVAL', 'EACCES'];

/**
 * Asks for a cookie, the first step of a datagram link, and takes no second: the host keeps nothing of it.
 * @param host a numeric address
 * @returns undefined when `signal` ended it
 */
export function probeUdp({ host, port }: RoomAddress, signal: AbortSignal): Promise<UdpOutcome | undefined> {
  const id = { index: random32(), secret: random32() };
  const question = initialPacket(id);
  const socket = createUdpSocket(host.includes(':') ? 'udp6' : 'udp4');
  return new Promise((resolve) => {
    const timers: NodeJS.Timeout[] = [];
    const done = (outcome: UdpOutcome | undefined) => {
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      close(socket);
      resolve(outcome);
    };
    const aborted = () => done(undefined);
    signal.addEventListener('abort', aborted);
    const failed = ({ code = '' }: NodeJS.ErrnoException) => {
      // What the network answered to the question (ICMP).
      if (code === 'ECONNREFUSED' || code === 'ECONNRESET') done('refused');
      else if (UNREACHABLE.includes(code)) done('unreachable');
    };
    socket.on('error', failed);
    socket.on('message', (datagram: Buffer) => {
      const packet = plainArray(datagram);
      if (hasMagic(packet) && packetType(packet) === PACKET_TYPE.cookie && isFor(packet, id)) done('room');
    });
    socket.connect(port, host, (error?: NodeJS.ErrnoException) => {
      if (error) return done('unreachable');
      for (const at of ASK_AT_MS) timers.push(setTimeout(() => socket.send(question), at));
      timers.push(setTimeout(() => done('silent'), UDP_PROBE_MS));
    });
    if (signal.aborted) aborted();
  });
}

/** A socket that was closed before, or could not be opened, is closed. */
function close(socket: Socket): void {
  socket.removeAllListeners();
  socket.on('error', () => {});
  try {
    socket.close();
  } catch {
    // ERR_SOCKET_DGRAM_NOT_RUNNING.
  }
}
