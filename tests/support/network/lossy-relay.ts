import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { Random } from '../../simulation/random.ts';

export interface LossyRelayOptions {
  /** Share of datagrams that vanish, each way. */
  readonly loss?: number;
  /** Share of datagrams that come twice. */
  readonly doubled?: number;
  /** Milliseconds that each datagram takes, and up to so many more, which puts them out of order. */
  readonly delayMs?: number;
  readonly jitterMs?: number;
  /** Longer datagrams vanish without a word. */
  readonly largest?: number;
  /** Which datagrams fare how follows from it. */
  readonly seed?: number;
}

/** Never more than so many vanish in a row one way, lest one run in thousands finds a network that is down. */
const LOST_IN_A_ROW_MOST = 3;

/** A client of the relay: the host sees it at the port of its upstream socket. */
interface Client {
  readonly from: RemoteInfo;
  upstream: Socket;
}

/** A network on loopback: takes datagrams on a port of its own, and passes them on as badly as it is asked to. */
export class LossyRelay {
  readonly #options: Required<LossyRelayOptions>;
  readonly #to: number;
  readonly #socket = createSocket('udp4');
  readonly #clients = new Map<number, Client>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #lostInARow = { up: 0, down: 0 };
  readonly #random: Random;
  #isClosed = false;
  /** Nothing passes while it is true. */
  isBlocked = false;
  /** Hears of each datagram that passes, either way. */
  onPass: ((datagram: Buffer) => void) | undefined;
  passed = 0;
  lost = 0;

  private constructor(to: number, options: LossyRelayOptions) {
    this.#to = to;
    this.#options = { loss: 0, doubled: 0, delayMs: 0, jitterMs: 0, largest: 65_507, seed: 1, ...options };
    this.#random = new Random(this.#options.seed);
  }

  /** A relay to a port on loopback; close it in the end. */
  static async open(to: number, options: LossyRelayOptions = {}): Promise<LossyRelay> {
    const relay = new LossyRelay(to, options);
    await relay.#listen();
    return relay;
  }

  get port(): number {
    return this.#socket.address().port;
  }

  /** From now on the host sees every client at another port, as behind a NAT that forgot it. */
  async rebind(): Promise<void> {
    for (const client of this.#clients.values()) {
      const old = client.upstream;
      client.upstream = await this.#upstreamOf(client);
      old.close();
    }
  }

  async #listen(): Promise<void> {
    this.#socket.on('message', (datagram: Buffer, from: RemoteInfo) => {
      const client = this.#clients.get(from.port) ?? this.#newClient(from);
      this.#pass('up', datagram, () => client.upstream.send(datagram, this.#to, '127.0.0.1'));
    });
    this.#socket.bind(0, '127.0.0.1');
    await once(this.#socket, 'listening');
  }

  #newClient(from: RemoteInfo): Client {
    const client = { from } as Client;
    client.upstream = this.#bound(client, () => {});
    this.#clients.set(from.port, client);
    return client;
  }

  #upstreamOf(client: Client): Promise<Socket> {
    return new Promise((resolve) => {
      const socket = this.#bound(client, () => resolve(socket));
    });
  }

  #bound(client: Client, ready: () => void): Socket {
    const socket = createSocket('udp4');
    socket.on('message', (datagram: Buffer) => {
      this.#pass('down', datagram, () => this.#socket.send(datagram, client.from.port, client.from.address));
    });
    // A port that nobody has any more is nothing that a network reports.
    socket.on('error', () => {});
    socket.bind(0, '127.0.0.1', ready);
    return socket;
  }

  #pass(way: 'up' | 'down', datagram: Buffer, send: () => void): void {
    const { length } = datagram;
    const { loss, doubled, delayMs, jitterMs, largest } = this.#options;
    const isUnlucky = this.#random.chance(loss) && this.#lostInARow[way] < LOST_IN_A_ROW_MOST;
    this.#lostInARow[way] = isUnlucky ? this.#lostInARow[way] + 1 : 0;
    if (this.isBlocked || length > largest || isUnlucky) {
      this.lost += 1;
      return;
    }
    this.passed += 1;
    this.onPass?.(datagram);
    const copies = this.#random.chance(doubled) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) this.#after(delayMs + jitterMs * this.#random.next(), send);
  }

  #after(milliseconds: number, send: () => void): void {
    if (milliseconds === 0) {
      send();
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#isClosed) send();
    }, milliseconds);
    this.#timers.add(timer);
  }

  /** Forgets all clients and what is under way. */
  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const { upstream } of this.#clients.values()) upstream.close();
    this.#socket.close();
  }
}
