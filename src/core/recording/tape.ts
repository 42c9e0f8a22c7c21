import type { WireDirection, WireEndpoint } from '../../shared/wire/wire-model.ts';
import type { RecordedLink } from './recorded-link.ts';

/** Where a tape's chunks go. */
export interface ChunkSink {
  add(link: RecordedLink, direction: WireDirection, bytes: Uint8Array, more: Uint8Array | undefined): void;
  /** The link to whoever is at an address of a datagram socket. */
  flow(tape: DatagramTape, remote: WireEndpoint): RecordedLink;
}

/** Bytes are kept as a part of a larger piece of memory only when that is not much larger: it stays as long as they do. */
const WASTE_MOST = 4_096;

function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.buffer.byteLength - bytes.length > WASTE_MOST ? bytes.slice() : bytes;
}

/** What a link is recorded on. A link without one is not recorded, and that is all that it costs. */
export class Tape {
  readonly #link: RecordedLink;
  readonly #sink: ChunkSink;

  constructor(link: RecordedLink, sink: ChunkSink) {
    this.#link = link;
    this.#sink = sink;
  }

  /** Records bytes that nobody changes afterwards; `more` left with them in one write. Nothing is copied. */
  keep(direction: WireDirection, bytes: Uint8Array, more?: Uint8Array): void {
    this.#sink.add(this.#link, direction, ownBytes(bytes), more && ownBytes(more));
  }

  /** Records bytes whose memory is used again. */
  copy(direction: WireDirection, bytes: Uint8Array): void {
    this.#sink.add(this.#link, direction, bytes.slice(), undefined);
  }
}

/** The same for a socket that talks with many: each address and port is a link of its own. */
export class DatagramTape {
  readonly local: (remote: WireEndpoint) => WireEndpoint;
  readonly #sink: ChunkSink;

  /** @param local this computer's end of the way to somebody */
  constructor(local: (remote: WireEndpoint) => WireEndpoint, sink: ChunkSink) {
    this.local = local;
    this.#sink = sink;
  }

  /** Records a datagram that came, whose memory is its own. */
  received(datagram: Uint8Array, from: WireEndpoint): void {
    this.#sink.add(this.#sink.flow(this, from), 'in', ownBytes(datagram), undefined);
  }

  /** Records the first `length` bytes of memory that is used again. */
  sent(packet: Uint8Array, length: number, to: WireEndpoint): void {
    this.#sink.add(this.#sink.flow(this, to), 'out', packet.slice(0, length), undefined);
  }
}

/** What can be recorded: it has a tape while it is. */
export interface Recordable<T> {
  tape: T | undefined;
}
