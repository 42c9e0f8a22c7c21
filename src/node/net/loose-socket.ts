import type { RemoteInfo, Socket } from 'node:dgram';
import type { Path } from '../../core/datagram/path.ts';
import type { AddressFamily } from '../../shared/doctor/models.ts';
import { plainArray } from './udp-listener.ts';
import { createUdpSocket } from './udp-socket.ts';

/** A group of computers that a socket belongs to, and the way on which it does. */
export interface Multicast {
  readonly group: string;
  /** This computer's address there, or for IPv6 `::%` and the adapter's zone. */
  readonly via: string;
}

export interface LooseSocketOptions {
  readonly family: AddressFamily;
  /** 0 for any port of its own. */
  readonly port: number;
  /** Others of this computer listen on the same port, and each hears what is sent to all. */
  readonly isShared?: boolean;
  readonly multicast?: Multicast;
}

/** A UDP socket that speaks with everybody around, outside of any link. */
export interface LooseSocket {
  /** What the system refuses to send is as good as lost. */
  send(bytes: Uint8Array, to: Path): void;
  close(): void;
}

/** Multicast packets of DNS leave with this, by which a receiver knows that no router sent them on (RFC 6762, section 11). */
const MULTICAST_HOPS = 255;

/**
 * Opens a socket that may broadcast. Whatever happens to it later, it is silent about it: somebody who looks for others is
 * helped by no error of one adapter.
 * @returns undefined where the system has none: a port that somebody else has alone, a family or an adapter that is not there
 */
export function openLooseSocket(
  { family, port, isShared = false, multicast }: LooseSocketOptions,
  received: (datagram: Uint8Array, from: Path) => void,
): Promise<LooseSocket | undefined> {
  const isV6 = family === 'IPv6';
  const socket = createUdpSocket(isV6 ? 'udp6' : 'udp4', { reuseAddr: isShared, ipv6Only: isV6 });
  return new Promise((resolve) => {
    socket.once('error', () => {
      close(socket);
      resolve(undefined);
    });
    socket.bind({ port, address: isV6 ? '::' : '0.0.0.0', exclusive: !isShared }, () => {
      socket.removeAllListeners('error');
      // What one network says of one datagram is no concern of the others.
      socket.on('error', () => {});
      try {
        if (!isV6) socket.setBroadcast(true);
        if (multicast) belong(socket, multicast);
      } catch {
        close(socket);
        return resolve(undefined);
      }
      socket.on('message', (datagram: Buffer, from: RemoteInfo) => {
        // Nobody can be answered at port 0.
        if (from.port !== 0) received(plainArray(datagram), { address: from.address, port: from.port });
      });
      resolve({
        send: (bytes, to) => socket.send(bytes, to.port, to.address, () => {}),
        close: () => close(socket),
      });
    });
  });
}

function belong(socket: Socket, { group, via }: Multicast): void {
  socket.addMembership(group, via);
  socket.setMulticastInterface(via);
  socket.setMulticastTTL(MULTICAST_HOPS);
  socket.setMulticastLoopback(true);
}

function close(socket: Socket): void {
  try {
    socket.close();
  } catch {
    // It was never opened.
  }
}
