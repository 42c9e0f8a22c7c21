import type { Socket } from 'node:dgram';
import { type Problem, type Result, success } from '../../shared/error-codes.ts';
import { type Impairment, impairsDatagrams } from '../../shared/impairment/impairment.ts';
import { LAB_LIMITS } from '../../shared/lab/lab-limits.ts';
import { ImpairedDatagrams } from './impaired-datagrams.ts';
import { addressFrom } from './plain-address.ts';
import { socketProblem } from './socket-problem.ts';
import { plainArray } from './udp-listener.ts';
import { createUdpSocket } from './udp-socket.ts';

/** Where a datagram came from, or goes to: numeric, as the system writes it. */
export interface DatagramEnd {
  readonly address: string;
  readonly port: number;
}

export interface PlainDatagramsEvents {
  /** One datagram, which may be empty. */
  received(bytes: Uint8Array, from: DatagramEnd): void;
  /** A datagram could not be sent, such as one that is too large. */
  failed(problem: Problem): void;
}

/** Both families where the system has IPv6, else IPv4. */
const ALL_ADDRESSES = ['::', '0.0.0.0'] as const;

/** A UDP socket as a script has it: `sendto` and `recvfrom`, no link. */
export class PlainDatagrams {
  readonly address: string;
  readonly port: number;
  readonly #socket: Socket;
  readonly #events: PlainDatagramsEvents;
  /** Present while the socket is impaired. */
  #impaired: ImpairedDatagrams<DatagramEnd> | undefined;

  private constructor(socket: Socket, events: PlainDatagramsEvents) {
    ({ address: this.address, port: this.port } = socket.address());
    this.#socket = socket;
    this.#events = events;
    socket.on('message', (datagram, { address, port }) => {
      // Nobody can be answered at port 0: a socket refuses to send there, with an exception.
      if (port === 0) return;
      if (this.#impaired) this.#impaired.receive(plainArray(datagram), { address, port });
      else events.received(plainArray(datagram), { address, port });
    });
    // What one peer's network says must not end the socket.
    socket.on('error', (error) => events.failed(socketProblem(error)));
  }

  /** @param address numeric; empty for all addresses of this computer */
  static async open({ address, port }: DatagramEnd, events: PlainDatagramsEvents): Promise<Result<PlainDatagrams>> {
    if (address !== '') return tryBind({ address, port }, (socket) => new PlainDatagrams(socket, events));
    const [dualStack, ipv4] = ALL_ADDRESSES;
    const opened = await PlainDatagrams.open({ address: dualStack, port }, events);
    return opened.ok || opened.problem.code === 'port_in_use'
      ? opened
      : PlainDatagrams.open({ address: ipv4, port }, events);
  }

  get queuedBytes(): number {
    return this.#socket.getSendQueueSize();
  }

  /** @returns false when too much waits already; the datagram is lost, as the system itself would do */
  send(bytes: Uint8Array, to: DatagramEnd): boolean {
    if (this.queuedBytes > LAB_LIMITS.queueBytes) return false;
    if (this.#impaired) this.#impaired.send(bytes, to);
    else this.#transmit(bytes, to);
    return true;
  }

  /** Loses, doubles, delays and reorders datagrams from now on, in both directions; or lets them travel as they do. */
  impair(impairment: Impairment | undefined): void {
    if (impairment === undefined || !impairsDatagrams(impairment)) {
      const impaired = this.#impaired;
      this.#impaired = undefined;
      impaired?.stop();
      return;
    }
    this.#impaired?.set(impairment);
    this.#impaired ??= new ImpairedDatagrams(impairment, {
      send: (bytes, to) => this.#transmit(bytes, to),
      received: (bytes, from) => this.#events.received(bytes, from),
    });
  }

  close(): Promise<void> {
    this.#impaired?.drop();
    return new Promise((closed) => this.#socket.close(() => closed()));
  }

  #transmit(bytes: Uint8Array, { address, port }: DatagramEnd): void {
    this.#socket.send(bytes, port, addressFrom(this.address, address), (error) => {
      if (error) this.#events.failed(datagramProblem(error));
    });
  }
}

function datagramProblem(error: NodeJS.ErrnoException): Problem {
  if (error.code === 'EMSGSIZE') return { code: 'too_large', text: 'a datagram holds at most 65,507 bytes' };
  return socketProblem(error);
}

function tryBind<T>({ address, port }: DatagramEnd, make: (socket: Socket) => T): Promise<Result<T>> {
  const socket = createUdpSocket(address.includes(':') ? 'udp6' : 'udp4');
  return new Promise((resolve) => {
    socket.once('error', (error) => {
      socket.close();
      resolve({ ok: false, problem: socketProblem(error) });
    });
    // Without SO_REUSEADDR, for the reason that stands beside the room's UDP socket.
    socket.bind({ port, address, exclusive: true }, () => {
      socket.removeAllListeners('error');
      resolve(success(make(socket)));
    });
  });
}
