/** A box between a guest and its host that passes TCP on, and with UDP does as it likes. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * What becomes of datagrams: `unreachable`: nobody has the port, and the system says so; `swallowed`: a firewall drops
 * them without a word; `passed`: they get through.
 */
export type UdpFate = 'unreachable' | 'swallowed' | 'passed';

export interface Relay {
  /** `127.0.0.1:port`: what a guest joins instead of its host. */
  readonly address: string;
  /** From now on datagrams vanish in both directions. */
  swallow(): void;
  /** Breaks every TCP connection that it carries. */
  cut(): void;
  close(): Promise<void>;
}

const HERE = '127.0.0.1';

/** Opens one in front of the host at `port` of this machine. */
export async function startRelay(port: number, udp: UdpFate): Promise<Relay> {
  const sockets = new Set<Socket>();
  const server = await listenTcp(port, sockets);
  const datagrams = udp === 'unreachable' ? undefined : await DatagramRelay.open(portOf(server), port, udp);
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    address: `${HERE}:${portOf(server)}`,
    swallow: () => datagrams?.swallow(),
    cut,
    close: async () => {
      cut();
      datagrams?.close();
      server.close();
      await once(server, 'close');
    },
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function listenTcp(port: number, sockets: Set<Socket>): Promise<Server> {
  const server = createServer((guest) => {
    const host = connect({ host: HERE, port });
    for (const [one, other] of [
      [guest, host],
      [host, guest],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => {});
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, HERE);
  await once(server, 'listening');
  return server;
}

/** Each guest gets a socket of its own towards the host, as behind a router. */
class DatagramRelay {
  readonly #front: UdpSocket;
  readonly #port: number;
  readonly #behind = new Map<number, UdpSocket>();
  #swallows: boolean;

  static async open(at: number, port: number, udp: UdpFate): Promise<DatagramRelay> {
    const front = createSocket('udp4');
    front.bind(at, HERE);
    await once(front, 'listening');
    return new DatagramRelay(front, port, udp === 'swallowed');
  }

  constructor(front: UdpSocket, port: number, swallows: boolean) {
    this.#front = front;
    this.#port = port;
    this.#swallows = swallows;
    front.on('message', (bytes, { port: guest }) => {
      if (!this.#swallows) this.#towards(guest).send(bytes, this.#port, HERE);
    });
  }

  swallow(): void {
    this.#swallows = true;
  }

  close(): void {
    this.#front.close();
    for (const socket of this.#behind.values()) socket.close();
  }

  #towards(guest: number): UdpSocket {
    const known = this.#behind.get(guest);
    if (known) return known;
    const socket = createSocket('udp4');
    socket.on('error', () => {});
    socket.on('message', (bytes) => {
      if (!this.#swallows) this.#front.send(bytes, guest, HERE);
    });
    this.#behind.set(guest, socket);
    return socket;
  }
}
