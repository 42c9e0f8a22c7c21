import type { Socket } from 'node:dgram';
import { PACKET_TYPE } from '../../core/datagram/constants.ts';
import { isFor, packetType } from '../../core/datagram/packet.ts';
import type { Call } from '../../core/wire/messages.ts';
import type { RoomAddress } from '../../shared/address.ts';
import { plainHost } from '../../shared/ip-address.ts';
import { random32 } from './udp-link.ts';
import { plainArray } from './udp-listener.ts';
import { createUdpSocket } from './udp-socket.ts';

/** Dual-stack where the system has IPv6, else IPv4. */
const FAMILIES = [
  { type: 'udp6', address: '::' },
  { type: 'udp4', address: '0.0.0.0' },
] as const;

/**
 * Where a host can be heard that is at another address than before, whatever became of the link to it: a port of one's
 * own, told only in the `hello`. Where this can't be had, or a firewall stands before it, nothing is heard.
 */
export class CallSocket {
  readonly #moved: (to: RoomAddress) => void;
  readonly #id = { index: random32(), secret: random32() };
  #socket: Socket | undefined;
  #port: number | undefined;

  /** @param moved the host says that it is at this address now */
  constructor(moved: (to: RoomAddress) => void) {
    this.#moved = moved;
    this.#open(0);
  }

  /** What the host has to know to be heard; undefined while there is no port. */
  get call(): Call | undefined {
    return this.#port === undefined ? undefined : { port: this.#port, ...this.#id };
  }

  close(): void {
    this.#port = undefined;
    this.#socket?.close();
    this.#socket = undefined;
  }

  #open(attempt: number): void {
    const family = FAMILIES[attempt];
    if (family === undefined) return;
    const socket = createUdpSocket(family.type);
    this.#socket = socket;
    socket.unref();
    socket.on('error', () => {
      if (this.#socket !== socket) return;
      this.close();
      this.#open(attempt + 1);
    });
    socket.on('message', (datagram: Buffer, from) => {
      const packet = plainArray(datagram);
      if (packetType(packet) !== PACKET_TYPE.moved || !isFor(packet, this.#id)) return;
      this.#moved({ host: plainHost(from.address), port: from.port });
    });
    socket.bind({ port: 0, address: family.address, exclusive: true }, () => {
      if (this.#socket === socket) this.#port = socket.address().port;
    });
  }
}
