import type { WireEndpoint, WireLayer } from '../../shared/wire/wire-model.ts';
import { ChunkRing } from './chunk-ring.ts';
import { type ChunkRecord, type LinkRoute, type Opener, RecordedLink } from './recorded-link.ts';
import { type ChunkSink, DatagramTape, type Recordable, Tape } from './tape.ts';

/** What is longer is shared by the records that follow each other; what is shorter costs less to copy than to look after. */
const COPY_MOST = 1_024;
/** A part of a larger piece of memory is kept as it is only when that is not much larger: all of it stays as long as the part does. */
const WASTE_MOST = 4_096;
const NO_BYTES = new Uint8Array(0);

/** Two that are copied, and one behind them that is kept as it is. */
type Pieces = readonly [first: Uint8Array, second: Uint8Array, kept: Uint8Array | undefined];

/** Ends a recordable's part in the recording. What was recorded stays. */
export type Detach = () => void;

/**
 * Records what links receive and write, up to a bound; then the oldest is dropped. Links that are open have a tape while
 * it is on, and none otherwise.
 */
export class Recorder implements ChunkSink {
  readonly #now: () => number;
  readonly #defect: (error: unknown) => void;
  readonly #links = new Map<number, RecordedLink>();
  readonly #open = new Map<RecordedLink, Recordable<Tape>>();
  readonly #sockets = new Map<Recordable<DatagramTape>, DatagramTape>();
  /** By tape, then by address and port. */
  readonly #flows = new Map<DatagramTape, Map<string, RecordedLink>>();
  readonly #ring: ChunkRing;
  #lastLink = 0;
  #since: number | undefined;
  #isOn = false;
  /** What was kept last, as it was given and as it lies here: a whole room is sent the same. */
  #given: Uint8Array | undefined;
  #shared: Uint8Array | undefined;
  /** Bytes of it that no record is charged for yet. */
  #unpaid = 0;

  /**
   * @param now milliseconds since 1970, with a fraction
   * @param defect hears what was thrown while something was recorded: the recording is off then; thrown on without it
   */
  constructor(bytesMost: number, now: () => number, defect: (error: unknown) => void = rethrow) {
    this.#now = now;
    this.#defect = defect;
    this.#ring = new ChunkRing(bytesMost, (link) => this.#dropped(link));
  }

  get isOn(): boolean {
    return this.#isOn;
  }
  get bytesMost(): number {
    return this.#ring.most;
  }
  /** Memory that the recording takes, in bytes. */
  get bytes(): number {
    return this.#ring.cost;
  }
  get size(): number {
    return this.newest - this.oldest + 1;
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
    return this.#ring.newest;
  }
  /** The oldest record that is kept; one more than the newest when there is none. */
  get oldest(): number {
    return this.#ring.oldest;
  }

  /** Links that are open, and those of which something is kept; newest last. */
  links(): readonly RecordedLink[] {
    return [...this.#links.values()];
  }

  record(id: number): ChunkRecord | undefined {
    return this.#ring.record(id);
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

  /** @internal something was thrown while a tape recorded */
  broke(error: unknown): void {
    this.stop();
    this.#defect(error);
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
    this.#given = undefined;
    this.#shared = undefined;
  }

  /** Sets the bound; what is too much is dropped. */
  resize(bytesMost: number): void {
    this.#ring.resize(bytesMost);
  }

  /** Takes a link that is open from now on; it is recorded whenever the recorder is on. @param openerOf where it may be sealed */
  attach(
    route: LinkRoute,
    recordable: Recordable<Tape>,
    nameOf: () => string | undefined = () => undefined,
    openerOf?: () => Opener | undefined,
  ): Detach {
    const link = this.#newLink(route);
    link.nameOf = nameOf;
    link.opensBy(openerOf);
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

  /**
   * Takes a datagram socket that talks with many.
   * @param local this computer's end of the way to somebody
   * @param place that it belongs to, where there are several
   */
  attachSocket(
    local: (remote: WireEndpoint) => WireEndpoint,
    socket: Recordable<DatagramTape>,
    place?: string,
  ): Detach {
    const tape = new DatagramTape(local, this, place);
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
  flowOpened(
    socket: Recordable<DatagramTape>,
    remote: WireEndpoint,
    nameOf: () => string | undefined,
    openerOf?: () => Opener | undefined,
  ): Detach {
    const tape = this.#sockets.get(socket);
    if (tape === undefined) return () => {};
    const link = this.flow(tape, remote);
    link.isOpen = true;
    link.hasEnded = false;
    link.nameOf = nameOf;
    link.opensBy(openerOf);
    return () => this.#closed(link);
  }

  /** @internal */
  flow(tape: DatagramTape, remote: WireEndpoint): RecordedLink {
    const flows = this.#flows.get(tape) as Map<string, RecordedLink>;
    const key = `${remote.address} ${remote.port}`;
    const known = flows.get(key);
    if (known) return known;
    const { address, port } = remote;
    const { place } = tape;
    const local = tape.local(remote);
    const route = { transport: 'udp', local, remote: { address, port }, dialled: false, place } as const;
    const link = this.#newLink(route);
    // Anybody can send from any address; nothing is open before it is said so.
    link.isOpen = false;
    link.beginTake(this.#isOn);
    flows.set(key, link);
    return link;
  }

  /** @internal */
  copy(link: RecordedLink, isOut: boolean, bytes: Uint8Array, layer: WireLayer): void {
    this.#add(link, isOut, layer, [bytes, NO_BYTES, undefined]);
  }

  /** @internal */
  keep(link: RecordedLink, isOut: boolean, bytes: Uint8Array, more: Uint8Array | undefined, layer: WireLayer): void {
    const last = more ?? bytes;
    const kept = last === this.#given ? this.#shared : this.#own(last);
    const copied = more === undefined && kept !== undefined ? NO_BYTES : bytes;
    const second = more === undefined || kept !== undefined ? NO_BYTES : more;
    this.#add(link, isOut, layer, [copied, second, kept]);
  }

  /** @returns what is kept of a piece of memory that others may be sent as well; undefined when copies cost less */
  #own(bytes: Uint8Array): Uint8Array | undefined {
    if (bytes.length <= COPY_MOST) return undefined;
    this.#given = bytes;
    this.#shared = isWhole(bytes) ? bytes : bytes.slice();
    this.#unpaid = bytes.length;
    return this.#shared;
  }

  #add(link: RecordedLink, isOut: boolean, layer: WireLayer, [first, second, kept]: Pieces): void {
    const copied = first.length + second.length;
    const length = kept === undefined ? copied : copied + kept.length;
    // Memory that many records in a row share is counted for the first of them.
    const cost = copied + this.#unpaid;
    this.#unpaid = 0;
    const offset = link.count(isOut ? 'out' : 'in', layer, length);
    link.kept += 1;
    link.learn();
    const isInside = layer === 'inside';
    this.#ring.add({ link, at: this.#now(), isOut, isInside, offset, first, second, kept }, cost);
  }

  #newLink(route: LinkRoute): RecordedLink {
    this.#lastLink += 1;
    const link = new RecordedLink(this.#lastLink, route);
    this.#links.set(link.id, link);
    return link;
  }

  #closed(link: RecordedLink): void {
    link.isOpen = false;
    link.hasEnded = true;
    this.#forget(link);
  }

  #dropped(link: RecordedLink): void {
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

/** Whether bytes are about all of the memory that they stand in. */
function isWhole(bytes: Uint8Array): boolean {
  return bytes.buffer.byteLength - bytes.length <= WASTE_MOST;
}

function rethrow(error: unknown): void {
  throw error;
}
