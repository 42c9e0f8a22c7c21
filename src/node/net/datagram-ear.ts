import type { Socket } from 'node:dgram';
import { createUdpSocket } from './udp-socket.ts';

/** Dual-stack where the system has IPv6, else IPv4. */
const FAMILIES = [
  { type: 'udp6', address: '::' },
  { type: 'udp4', address: '0.0.0.0' },
] as const;

/** A UDP port of this computer at which datagrams are heard, and answered by nobody. */
export class DatagramEar {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** @param heard called for each datagram. @returns undefined when the port can't be had */
  static async open(port: number, heard: () => void): Promise<DatagramEar | undefined> {
    for (const { type, address } of FAMILIES) {
      const socket = createUdpSocket(type);
      socket.on('message', heard);
      const isOpen = await new Promise<boolean>((resolve) => {
        socket.once('error', () => resolve(false));
        socket.bind({ port, address, exclusive: true }, () => resolve(true));
      });
      // Whatever a system reports of a socket that only hears.
      socket.on('error', () => {});
      if (isOpen) return new DatagramEar(socket);
    }
    return undefined;
  }

  close(): void {
    this.#socket.close();
  }
}
