import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { readdirSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { HOST_ID_AT, PACKET_TYPE } from '../../src/core/datagram/constants.ts';
import { connectPacket, initialPacket, packetType, readId } from '../../src/core/datagram/packet.ts';
import { Random } from '../simulation/random.ts';
import { type CliProcess, startHost } from '../support/programs/cli.ts';
import { RawClient } from '../support/programs/raw-client.ts';
import { atEnd } from '../support/releases.ts';
import { until, within } from '../support/until.ts';
import { linkPacket, looseDatagram } from './datagram-case.ts';
import { type StreamCase, streamCase } from './stream-case.ts';

/** What one honest member says must be heard by the other in so many milliseconds, on a busy machine too. */
const HEARD_MS = 5_000;
/** Looks of which one is a message; the others are pings, since a member has a pace. */
const SAYS_EVERY = 5;
/** A case that waits to be closed waits so long, in milliseconds. */
const PATIENCE_MS = 30;
const WINDOW = 1_000_000;
/** Growth that is no leak, in bytes: what a host that did much keeps for the next time. */
const GROWTH_MOST = 200_000_000;
/** Handles beyond those of the start: SQLite opens files of its own now and then. */
const HANDLES_MOST = 8;

/** A host in a process of its own, two honest members, and whoever else sends whatever chance makes. */
export class FuzzedHost {
  readonly #host: CliProcess & { readonly port: number };
  readonly #members: readonly [RawClient, RawClient];
  readonly #datagrams: DatagramSocket;
  #looks = 0;
  #bytes = 0;
  #handles = 0;

  private constructor(
    host: CliProcess & { readonly port: number },
    members: readonly [RawClient, RawClient],
    datagrams: DatagramSocket,
  ) {
    this.#host = host;
    this.#members = members;
    this.#datagrams = datagrams;
  }

  static async start(): Promise<FuzzedHost> {
    const host = await startHost(['--name', 'Fuzz']);
    const members = [await RawClient.join(host.port, 'Ann'), await RawClient.join(host.port, 'Bob')] as const;
    const datagrams = createSocket('udp4');
    atEnd(() => new Promise((resolve) => datagrams.close(() => resolve())));
    await new Promise<void>((resolve) => datagrams.bind(0, '127.0.0.1', resolve));
    const fuzzed = new FuzzedHost(host, members, datagrams);
    await fuzzed.look();
    fuzzed.#bytes = fuzzed.#memory();
    fuzzed.#handles = fuzzed.#openHandles();
    return fuzzed;
  }

  get host(): CliProcess & { readonly port: number } {
    return this.#host;
  }

  /** Sends what `seed` makes, over one transport or the other. */
  async send(seed: number): Promise<void> {
    const random = new Random(seed);
    // Another address each time, so that the members' own paces are theirs.
    const from = `127.${random.int(1, 254)}.${random.int(0, 255)}.${random.int(1, 254)}`;
    const dice = random.next();
    if (dice < 0.7) return this.#stream(streamCase(random), from);
    if (dice < 0.85) return this.#loose(random);
    return this.#link(random);
  }

  /** @throws when a promise is broken: the process lives, found no defect, and the members hear each other in time */
  async look(): Promise<void> {
    const [ann, bob] = this.#members;
    this.#looks += 1;
    const t = this.#looks;
    if (t % SAYS_EVERY === 0) {
      const text = `still here ${t}`;
      ann.say(`look-${t}`, text);
      await bob.heard(text, HEARD_MS);
    } else {
      ann.send({ type: 'ping', t });
      await ann.find((header) => header.type === 'pong' && header.t === t, 'the answer to a ping', HEARD_MS);
    }
    bob.received.length = 0;
    ann.received.length = 0;
    if (/defect|^\s+at /m.test(this.#host.errors)) throw new Error(`the host says: ${this.#host.errors}`);
  }

  /** @throws when something of what was sent is still there: open handles, memory without end */
  async lookAtRest(): Promise<void> {
    await this.look();
    if (process.platform !== 'linux') return;
    const most = this.#handles + HANDLES_MOST;
    await until(
      () => this.#openHandles() <= most,
      () => `${this.#openHandles()} handles are open, ${this.#handles} were`,
    );
    const growth = this.#memory() - this.#bytes;
    if (growth > GROWTH_MOST) throw new Error(`the host grew by ${growth} bytes`);
  }

  async #stream({ chunks, ending }: StreamCase, localAddress: string): Promise<void> {
    const socket = connect({ port: this.#host.port, host: '127.0.0.1', localAddress, noDelay: true });
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    // A reset is an answer like any other.
    socket.on('error', () => {});
    socket.resume();
    for (const chunk of chunks) await written(socket, chunk);
    if (ending === 'reset') socket.resetAndDestroy();
    else if (ending === 'end') socket.end();
    const patience = setTimeout(() => socket.destroy(), PATIENCE_MS);
    await closed;
    clearTimeout(patience);
  }

  async #loose(random: Random): Promise<void> {
    for (let count = random.int(1, 20); count > 0; count -= 1) await this.#datagram(looseDatagram(random));
  }

  /** A link that is opened as it should be, and then sends what chance makes. */
  async #link(random: Random): Promise<void> {
    const id = { index: random.int(1, 0xffff_ffff), secret: random.int(1, 0xffff_ffff) };
    const cookie = await this.#answer(initialPacket(id), PACKET_TYPE.cookie);
    const accept = cookie && (await this.#answer(connectPacket(id, cookie, WINDOW), PACKET_TYPE.accept));
    if (!accept) return;
    const host = readId(accept, HOST_ID_AT);
    for (let number = 0; number < random.int(1, 30); number += 1)
      await this.#datagram(linkPacket(random, host, number));
  }

  /** @returns the answer, undefined where none comes in time, for the gate may be closed for a moment */
  async #answer(packet: Uint8Array, type: number): Promise<Uint8Array | undefined> {
    const answered = new Promise<Uint8Array>((resolve) => {
      const look = (datagram: Uint8Array) => {
        if (packetType(datagram) !== type) return;
        this.#datagrams.off('message', look);
        resolve(datagram);
      };
      this.#datagrams.on('message', look);
    });
    await this.#datagram(packet);
    const answer = await within(answered, 'an answer', ANSWER_MS).catch(() => undefined);
    if (answer === undefined) this.#datagrams.removeAllListeners('message');
    return answer;
  }

  #datagram(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => this.#datagrams.send(bytes, this.#host.port, '127.0.0.1', () => resolve()));
  }

  #memory(): number {
    if (process.platform !== 'linux') return 0;
    const status = readFileSync(`/proc/${this.#host.pid}/status`, 'utf8');
    return 1_024 * Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
  }

  #openHandles(): number {
    return process.platform === 'linux' ? readdirSync(`/proc/${this.#host.pid}/fd`).length : 0;
  }
}

const ANSWER_MS = 200;

function written(socket: Socket, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) return resolve();
    socket.once('close', () => resolve());
    socket.write(chunk, () => resolve());
  });
}
