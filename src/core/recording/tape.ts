import type { WireDirection, WireEndpoint, WireLayer } from '../../shared/wire/wire-model.ts';
import type { RecordedLink } from './recorded-link.ts';

/** Where a tape's chunks go. */
export interface ChunkSink {
  /** Bytes that are overwritten. */
  copy(link: RecordedLink, isOut: boolean, bytes: Uint8Array, layer: WireLayer): void;
  /** Bytes that nobody changes any more; `more` travelled with them. */
  keep(link: RecordedLink, isOut: boolean, bytes: Uint8Array, more: Uint8Array | undefined, layer: WireLayer): void;
  /** The link to whoever is at an address of a datagram socket. */
  flow(tape: DatagramTape, remote: WireEndpoint): RecordedLink;
  /** Something was thrown while it recorded: the recording ends, and nothing else does. */
  broke(error: unknown): void;
}

/** What a link is recorded on. A link without one is not recorded, and that is all that it costs. */
export class Tape {
  readonly #link: RecordedLink;
  readonly #sink: ChunkSink;
  readonly #layer: WireLayer;
  #inside: Tape | undefined;

  constructor(link: RecordedLink, sink: ChunkSink, layer: WireLayer = 'outside') {
    this.#link = link;
    this.#sink = sink;
    this.#layer = layer;
  }

  /** For what was in records that travelled sealed, once it is opened, or before it is sealed. */
  get inside(): Tape {
    this.#inside ??= new Tape(this.#link, this.#sink, 'inside');
    return this.#inside;
  }

  /** What travels from here on is sealed, and so are the last `behind` bytes of what was recorded. */
  sealed(direction: WireDirection, behind = 0): void {
    this.#link.sealed(direction, behind);
  }

  /** Records bytes that nobody changes afterwards; `more` left with them in one write. */
  keep(direction: WireDirection, bytes: Uint8Array, more?: Uint8Array): void {
    try {
      this.#sink.keep(this.#link, direction === 'out', bytes, more, this.#layer);
    } catch (error) {
      this.#sink.broke(error);
    }
  }

  /** Records bytes whose memory is used again. */
  copy(direction: WireDirection, bytes: Uint8Array): void {
    try {
      this.#sink.copy(this.#link, direction === 'out', bytes, this.#layer);
    } catch (error) {
      this.#sink.broke(error);
    }
  }
}

/** The same for a socket that talks with many: each address and port is a link of its own. */
export class DatagramTape {
  readonly local: (remote: WireEndpoint) => WireEndpoint;
  /** The place that the socket belongs to, where there are several. */
  readonly place: string | undefined;
  readonly #sink: ChunkSink;

  /** @param local this computer's end of the way to somebody */
  constructor(local: (remote: WireEndpoint) => WireEndpoint, sink: ChunkSink, place?: string) {
    this.local = local;
    this.place = place;
    this.#sink = sink;
  }

  received(datagram: Uint8Array, from: WireEndpoint): void {
    try {
      this.#sink.copy(this.#sink.flow(this, from), false, datagram, 'outside');
    } catch (error) {
      this.#sink.broke(error);
    }
  }

  /** What a sealed packet looks like opened: the packet, its frames in clear. */
  inside(direction: WireDirection, packet: Uint8Array, remote: WireEndpoint): void {
    try {
      this.#sink.copy(this.#sink.flow(this, remote), direction === 'out', packet, 'inside');
    } catch (error) {
      this.#sink.broke(error);
    }
  }

  sent(datagram: Uint8Array, to: WireEndpoint): void {
    try {
      this.#sink.copy(this.#sink.flow(this, to), true, datagram, 'outside');
    } catch (error) {
      this.#sink.broke(error);
    }
  }
}

/** What can be recorded: it has a tape while it is. */
export interface Recordable<T> {
  tape: T | undefined;
}
