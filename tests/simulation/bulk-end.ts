import { PACKET_TYPE } from '../../src/core/datagram/constants.ts';
import { DatagramLink } from '../../src/core/datagram/datagram-link.ts';
import type { DatagramEvents } from '../../src/core/datagram/datagram-ports.ts';
import { hasMagic, isFor, type LinkId, packetType } from '../../src/core/datagram/packet.ts';
import type { Path } from '../../src/core/datagram/path.ts';
import type { Problem } from '../../src/shared/error-codes.ts';
import { Alarm } from './alarm.ts';
import type { DatagramSocket, NetworkedWorld, SocketOwner } from './datagram-network.ts';
import type { Flow } from './flow.ts';
import { Violation } from './ledger.ts';
import { checkLink } from './link-bounds.ts';
import { Rest } from './rest.ts';
import { meddle } from './wrong-datagrams.ts';

/** Bytes that may wait in a link before its user stops until they have drained. */
const QUEUE_MOST = 65_536;

export interface BulkEndOptions {
  readonly name: 'guest' | 'host';
  readonly localId: LinkId;
  readonly remoteId: LinkId;
  readonly window: number;
  readonly peerWindow: number;
  /** Bytes to send in all. */
  readonly total: number;
  readonly out: Flow;
  readonly in: Flow;
  readonly openSocket: (owner: SocketOwner) => DatagramSocket;
  readonly peer: () => Path;
}

/** One end of a link that carries a great deal: writes until all is written, waiting while too much is queued. */
export class BulkEnd implements DatagramEvents {
  readonly rest: Rest;
  readonly link: DatagramLink;
  socket: DatagramSocket;
  isClosed = false;
  hasPeerEnded = false;
  readonly #world: NetworkedWorld;
  readonly #options: BulkEndOptions;
  readonly #alarm: Alarm;
  readonly #owner: SocketOwner = {
    received: (datagram, from) => this.rest.awake(() => this.#take(datagram, from)),
    refused: () => {},
  };
  /** Bytes to write yet. */
  #left: number;
  #mayWrite = true;

  constructor(world: NetworkedWorld, options: BulkEndOptions) {
    this.#world = world;
    this.#options = options;
    this.#left = options.total;
    this.rest = new Rest(world.clock, world.network.random.next());
    this.socket = options.openSocket(this.#owner);
    this.#alarm = new Alarm(world, this.rest, (now) => this.#work(now));
    const { localId, remoteId, window, peerWindow, name } = options;
    const transmit = (packet: Uint8Array, length: number, to: Path) =>
      world.network.send(this.socket, packet, length, to);
    const ports = {
      transmit: meddle(world.sabotage, name, transmit),
      random32: () => world.network.random.int(0, 0xffff_ffff),
    };
    const dialled = name === 'guest';
    const link = { dialled, localId, remoteId, window, peerWindow, path: options.peer() };
    this.link = new DatagramLink(link, ports, this, this.rest.monotonicNow);
    this.#alarm.by(this.link.deadline);
  }

  get isDone(): boolean {
    return this.#left === 0;
  }

  /** Writes a piece more, if it may. */
  write(length: number): void {
    if (!this.#mayWrite || this.isDone || this.link.isClosed || this.rest.isAsleep) return;
    const bytes = this.#piece(Math.min(length, this.#left));
    this.#left -= bytes.length;
    this.#options.out.write(bytes, this.#world.clock.now);
    this.#do((now) => {
      this.#mayWrite = this.link.send(bytes, now) <= QUEUE_MOST;
    });
  }

  /** There is one byte more to write. */
  oneMore(): void {
    this.#left += 1;
  }

  sendEphemeral(): void {
    if (!this.rest.isAsleep) this.#do((now) => this.link.sendEphemeral(this.#piece(50), now));
  }

  close(): void {
    this.#do((now) => this.link.close(now));
  }

  /** The computer has another address and knows it. */
  roam(): void {
    this.#world.network.close(this.socket);
    this.socket = this.#options.openSocket(this.#owner);
    this.#do((now) => this.link.announce(now));
  }

  pause(duration: number): void {
    this.#do((now) => this.link.pause(true, now));
    this.#world.clock.after(duration, () => this.rest.awake(() => this.#do((now) => this.link.pause(false, now))));
  }

  /** @internal */
  received(chunk: Uint8Array): void {
    this.#options.in.read(chunk, this.#world.clock.now);
  }

  /** @internal */
  ephemeral(frames: Uint8Array): void {
    if (frames.length !== 50) throw new Violation(`an ephemeral frame of ${frames.length} bytes`);
  }

  /** @internal */
  drained(): void {
    this.#mayWrite = true;
  }

  /** @internal */
  ended(): void {
    this.hasPeerEnded = true;
    this.close();
  }

  /** @internal */
  closed({ code, text }: Problem): void {
    this.isClosed = true;
    this.#world.trace(() => `the ${this.#options.name}'s link is closed (${code}: ${text})`);
  }

  /** Half of what is sent repeats itself as the frames of a chat do, and half is noise. */
  #piece(length: number): Uint8Array {
    const { random } = this.#world.network;
    const bytes = new Uint8Array(length);
    const start = random.int(0, 255);
    const isNoise = random.chance(0.5);
    for (let i = 0; i < length; i += 1) bytes[i] = isNoise ? Math.imul(i + start, 0x9e37_79b1) >>> 24 : start + (i % 7);
    return bytes;
  }

  #take(datagram: Uint8Array, from: Path): void {
    if (!hasMagic(datagram) || packetType(datagram) !== PACKET_TYPE.data) return;
    if (!isFor(datagram, this.#options.localId)) return;
    this.link.receive(datagram, from, this.rest.monotonicNow);
    this.#alarm.soon();
  }

  #work(now: number): number {
    this.link.tick(now);
    checkLink(this.link, QUEUE_MOST, Math.max(this.#options.window, this.#options.peerWindow));
    return this.link.deadline;
  }

  #do(work: (now: number) => void): void {
    work(this.rest.monotonicNow);
    this.#alarm.by(this.link.deadline);
  }
}
