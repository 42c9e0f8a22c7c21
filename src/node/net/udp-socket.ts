import { createSocket, type Socket, type SocketOptions, type SocketType } from 'node:dgram';

/** What waits in the kernel while the program is busy; less loses datagrams of a busy room (bench/). */
const BUFFER_SIZES = [4_194_304, 1_048_576, 262_144] as const;

/** Answers at once with the address itself, for only addresses are looked up here; `dns.lookup` would cost each send a turn. */
function noLookup(
  host: string,
  options: unknown,
  callback: (error: null, address: string, family: number) => void,
): void {
  const done = typeof options === 'function' ? (options as typeof callback) : callback;
  done(null, host, host.includes(':') ? 6 : 4);
}

/**
 * A UDP socket as Partyline uses one: for numeric addresses only, with large buffers where the system allows them.
 * @param options `reuseAddr` for a port that several programs listen on, `ipv6Only` where IPv4 has a socket of its own
 */
export function createUdpSocket(type: SocketType, options: Pick<SocketOptions, 'reuseAddr' | 'ipv6Only'> = {}): Socket {
  const socket = createSocket({ ...options, type, lookup: noLookup as never });
  socket.once('listening', () => {
    growBuffer((size) => socket.setRecvBufferSize(size));
    growBuffer((size) => socket.setSendBufferSize(size));
  });
  return socket;
}

/** macOS refuses what Linux cuts to its limit. */
function growBuffer(set: (size: number) => void): void {
  for (const size of BUFFER_SIZES) {
    try {
      return set(size);
    } catch {
      // The next smaller size, and in the end what the system gave by itself.
    }
  }
}

/**
 * Sends the first `length` bytes over a connected socket. What the system refuses (`ENOBUFS`, `EMSGSIZE`, `ENETUNREACH`)
 * is as good as lost on the way, and the link finds out in the same manner.
 * @returns true when the system has no room now and reads the bytes later
 */
export function sendPacket(socket: Socket, packet: Uint8Array, length: number): boolean {
  socket.send(length === packet.length ? packet : packet.subarray(0, length));
  return socket.getSendQueueCount() > 0;
}
