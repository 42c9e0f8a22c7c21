import type { WireDirection, WireEndpoint } from '../../shared/wire/wire-model.ts';
import { ChunkRing } from './chunk-ring.ts';
import { type ChunkRecord, type LinkRoute, RecordedLink, recordLength } from './recorded-link.ts';
import { type ChunkSink, DatagramTape, type Recordable, Tape } from './tape.ts';

/** Beside its bytes a record takes about so much memory, which counts too: a flood of empty datagrams is bounded. */
const RECORD_COST = 192;

/** Ends a recordable's part in the recording. What was recorded stays. */
export type Detach = () => void;

/**
 * Records what links receive and write, up to a bound; then the oldest is dropped. Links that are open have a tape while
 * it is on, and none otherwise.
 */
export class Recorder implements ChunkSink {
  readonly #now: () => number;
  readonly #links = new Map<number, RecordedLink>();
  readonly #open = new Map<RecordedLink, Recordable<Tape>>();
  readonly #sockets = new Map<Recordable<DatagramTape>, DatagramTape>();
  /** By tape, then by address and port. */
  readonly #flows = new Map<DatagramTape, Map<string, RecordedLink>>();
  readonly #ring = new ChunkRing((record) => this.#dropped(record));
  #lastLink = 0;
  #lastChunk = 0;
  #bytesMost: number;
  #since: number | undefined;
  #isOn = false;
  /** The piece of memory that was counted last: what a whole room is sent is one. */
  #counted: Uint8Array | undefined;

  /** @param now milliseconds since 1970, with a fraction */
  constructor(bytesMost: number, now: () => number) {
    this.#bytesMost = bytesMost;
    this.#now = now;
  }

  get isOn(): boolean {
    return this.#isOn;
  }
  get bytesMost(): number {
    return this.#bytesMost;
  }
  /** Memory that the recording takes, in bytes. */
  get bytes(): number {
    return this.#ring.cost;
  }
  get size(): number {
    return this.#ring.size;
  }
  /** Records that were dropped to stay below the bound. */
  get dropped(): number {
    return this.#ring.dropped;
  }
  /** When it was switched on last. */
  get since(): number | undefined {
    return this.#since;
  }
  /** The newest record; 0 before the first. */
  get newest(): number {
    return this.#lastChunk;
  }
  /** The oldest record that is kept; one more than the newest when there is none. */
  get oldest(): number {
    return this.#lastChunk - this.#ring.size + 1;
  }

  /** Links that are open, and those of which something is kept; newest last. */
  links(): readonly RecordedLink[] {
    return [...this.#links.values()];
  }

  record(id: number): ChunkRecord | undefined {
    return this.#ring.at(id - this.oldest);
  }

  start(): void {
    if (this.#isOn) return;
    this.#isOn = true;
    this.#since = this.#now();
    for (const [link, recordable] of this.#open) {
      link.beginTake(false);
      recordable.tape = new Tape(link, this);
    }
    for (const [socket, tape] of this.#sockets) {
      for (const link of this.#flows.get(tape)?.values() ?? []) link.beginTake(false);
      socket.tape = tape;
    }
  }

  /** What was recorded stays. */
  stop(): void {
    this.#isOn = false;
    for (const recordable of this.#open.values()) recordable.tape = undefined;
    for (const socket of this.#sockets.keys()) socket.tape = undefined;
  }

  /** Drops what was recorded, and goes on if it is on. */
  clear(): void {
    this.#ring.clear();
    this.#counted = undefined;
  }

  /** Sets the bound; what is too much is dropped. */
  resize(bytesMost: number): void {
    this.#bytesMost = bytesMost;
    this.#ring.fit(bytesMost);
  }

  /** Takes a link that is open from now on; it is recorded whenever the recorder is on. */
  attach(route: LinkRoute, recordable: Recordable<Tape>, nameOf: () => string | undefined = () => undefined): Detach {
    const link = this.#newLink(route);
    link.nameOf = nameOf;
    this.#open.set(link, recordable);
    if (this.#isOn) {
      link.beginTake(true);
      recordable.tape = new Tape(link, this);
    }
    return () => {
      recordable.tape = undefined;
      this.#open.delete(link);
      this.#closed(link);
    };
  }

  /** Takes a datagram socket that talks with many. @param local this computer's end of the way to somebody */
  attachSocket(local: (remote: WireEndpoint) => WireEndpoint, socket: Recordable<DatagramTape>): Detach {
    const tape = new DatagramTape(local, this);
    this.#sockets.set(socket, tape);
    this.#flows.set(tape, new Map());
    if (this.#isOn) socket.tape = tape;
    return () => {
      socket.tape = undefined;
      for (const link of this.#flows.get(tape)?.values() ?? []) this.#closed(link);
      this.#flows.delete(tape);
      this.#sockets.delete(socket);
    };
  }

  /** Somebody at an address of such a socket opened a link of ours. @returns to be called when that is over */
  flowOpened(socket: Recordable<DatagramTape>, remote: WireEndpoint, nameOf: () => string | undefined): Detach {
    const tape = this.#sockets.get(socket);
    if (tape === undefined) return () => {};
    const link = this.flow(tape, remote);
    link.isOpen = true;
    link.nameOf = nameOf;
    return () => this.#closed(link);
  }

  /** @internal */
  flow(tape: DatagramTape, remote: WireEndpoint): RecordedLink {
    const flows = this.#flows.get(tape) as Map<string, RecordedLink>;
    const key = `${remote.address} ${remote.port}`;
    const known = flows.get(key);
    if (known) return known;
    const { address, port } = remote;
    const route = { transport: 'udp', local: tape.local(remote), remote: { address, port }, dialled: false } as const;
    const link = this.#newLink(route);
    // Anybody can send from any address; nothing is open before it is said so.
    link.isOpen = false;
    link.beginTake(this.#isOn);
    flows.set(key, link);
    return link;
  }

  /** @internal */
  add(link: RecordedLink, direction: WireDirection, bytes: Uint8Array, more: Uint8Array | undefined): void {
    this.#lastChunk += 1;
    const { take, isFromStart } = link;
    const record: ChunkRecord = {
      id: this.#lastChunk,
      link,
      at: this.#now(),
      direction,
      bytes,
      more,
      offset: link.offset[direction],
      take,
      isFromStart,
      cost: RECORD_COST + (more === undefined ? this.#costOf(bytes) : bytes.length + this.#costOf(more)),
    };
    const length = recordLength(record);
    link.offset[direction] += length;
    link.bytes[direction] += length;
    link.kept += 1;
    this.#ring.add(record);
    this.#ring.fit(this.#bytesMost);
  }

  /** Memory that many records in a row share is counted for the first of them. */
  #costOf(bytes: Uint8Array): number {
    if (bytes === this.#counted) return 0;
    this.#counted = bytes;
    return bytes.length;
  }

  #newLink(route: LinkRoute): RecordedLink {
    this.#lastLink += 1;
    const link = new RecordedLink(this.#lastLink, route);
    this.#links.set(link.id, link);
    return link;
  }

  #closed(link: RecordedLink): void {
    // Its last name, before the one who knows it is gone.
    void link.name;
    link.isOpen = false;
    this.#forget(link);
  }

  #dropped({ link }: ChunkRecord): void {
    link.kept -= 1;
    this.#forget(link);
  }

  /** Nothing is kept for a link that is closed and of which nothing is recorded: addresses are anybody's to make up. */
  #forget(link: RecordedLink): void {
    if (link.isOpen || link.kept > 0) return;
    this.#links.delete(link.id);
    const { remote } = link.route;
    for (const flows of this.#flows.values()) {
      if (flows.get(`${remote.address} ${remote.port}`) === link) flows.delete(`${remote.address} ${remote.port}`);
    }
  }
}
