/** A way to a room that lets so many bytes of each connection pass and then no more, until it is opened. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { portOf } from './ports.ts';

export interface Gate {
  /** `127.0.0.1:port`: what a guest joins instead of its host. */
  readonly address: string;
  /** Bytes that went from the host to guests. */
  readonly passed: number;
  /** So many bytes more pass, in each direction of each connection. */
  allow(bytes: number): void;
  /** From now on everything passes. */
  open(): void;
  close(): Promise<void>;
}

/** One direction of one connection. */
class Lane {
  readonly #from: Socket;
  readonly #to: Socket;
  #left: number;

  constructor(from: Socket, to: Socket, bytes: number, passed: (bytes: number) => void) {
    this.#from = from;
    this.#to = to;
    this.#left = bytes;
    from.on('data', (chunk) => {
      passed(chunk.length);
      this.#left -= chunk.length;
      if (!to.write(chunk) || this.#left <= 0) from.pause();
    });
    to.on('drain', () => this.#left > 0 && from.resume());
    from.on('error', () => {});
    from.on('close', () => to.destroy());
  }

  allow(bytes: number): void {
    this.#left += bytes;
    if (this.#left > 0 && !this.#to.writableNeedDrain) this.#from.resume();
  }
}

/** Opens one in front of the room at `address`. @param bytes pass in each direction of each connection */
export async function startGate(address: string, bytes: number): Promise<Gate> {
  const port = Number(address.slice(address.lastIndexOf(':') + 1));
  const sockets = new Set<Socket>();
  const lanes = new Set<Lane>();
  let allowed = bytes;
  let passed = 0;
  const server = createServer((guest) => {
    const host = connect({ host: '127.0.0.1', port });
    sockets.add(guest).add(host);
    lanes.add(new Lane(guest, host, allowed, () => {}));
    lanes.add(
      new Lane(host, guest, allowed, (more) => {
        passed += more;
      }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const allow = (more: number) => {
    allowed += more;
    for (const lane of lanes) lane.allow(more);
  };
  return {
    address: `127.0.0.1:${portOf(server)}`,
    get passed() {
      return passed;
    },
    allow,
    open: () => allow(Number.POSITIVE_INFINITY),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
