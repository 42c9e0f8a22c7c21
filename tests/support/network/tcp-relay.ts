import { connect, type Socket } from 'node:net';
import { atEnd } from '../releases.ts';
import { occupy, portOf } from './ports.ts';

/** A network on loopback for streams: it passes bytes on, and breaks or falsifies them when it is told to. */
export class TcpRelay {
  readonly #links = new Set<readonly [Socket, Socket]>();
  port = 0;
  /** Bytes that passed towards the host, and from it, over all links. */
  up = 0;
  down = 0;
  /** Every link is cut when so many more bytes have passed either way. */
  cutAfter = Number.POSITIVE_INFINITY;
  cuts = 0;
  /** One bit of the byte that passes as this number, counted from when it was set, is another. */
  flipUp = Number.NEGATIVE_INFINITY;
  flipDown = Number.NEGATIVE_INFINITY;
  flipped = 0;

  static async open(to: number): Promise<TcpRelay> {
    const relay = new TcpRelay();
    const server = await occupy({ port: 0 }, (client) => relay.#pass(client, connect(to, '127.0.0.1')));
    relay.port = portOf(server);
    atEnd(() => relay.cut());
    return relay;
  }

  cut(): void {
    for (const link of this.#links) for (const socket of link) socket.destroy();
    this.#links.clear();
  }

  #pass(client: Socket, host: Socket): void {
    const link = [client, host] as const;
    this.#links.add(link);
    this.#forward(client, host, 'up');
    this.#forward(host, client, 'down');
    for (const socket of link) {
      socket.on('error', () => {});
      socket.on('close', () => {
        for (const other of link) other.destroy();
        this.#links.delete(link);
      });
    }
  }

  #forward(from: Socket, to: Socket, way: 'up' | 'down'): void {
    from.on('data', (chunk: Buffer) => {
      this[way] += chunk.length;
      this.#falsify(chunk, way === 'up' ? 'flipUp' : 'flipDown');
      this.cutAfter -= chunk.length;
      if (this.cutAfter <= 0) {
        this.cutAfter = Number.POSITIVE_INFINITY;
        this.cuts += 1;
        this.cut();
      } else if (!to.write(chunk)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
    });
  }

  #falsify(chunk: Buffer, what: 'flipUp' | 'flipDown'): void {
    const at = this[what];
    this[what] -= chunk.length;
    if (at < 0 || at >= chunk.length) return;
    chunk.writeUInt8(chunk.readUInt8(at) ^ 1, at);
    this.flipped += 1;
  }
}
