import type { WireEndpoint } from '../../shared/wire/wire-model.ts';
import type { RecordedLink } from './recorded-link.ts';

/** Where a tape's chunks go. */
export interface ChunkSink {
  /** Bytes that are overwritten. */
  copy(link: RecordedLink, isOut: boolean, bytes: Uint8Array): void;
  /** Bytes that nobody changes any more; `more` travelled with them. */
  keep(link: RecordedLink, isOut: boolean, bytes: Uint8Array, more: Uint8Array | undefined): void;
  /** The link to whoever is at an address of a datagram socket. */
  flow(tape: DatagramTape, remote: WireEndpoint): RecordedLink;
  /** Something was thrown while it recorded: the recording ends, and nothing else does. */
  broke(error: unknown): void;
}

/** What a link is recorded on. A link without one is not recorded, and that is all that it costs. */
export class Tape {
  readonly #link: RecordedLink;
  readonly #sink: ChunkSink;

  constructor(link: RecordedLink, sink: ChunkSink) {
    this.#link = link;
    this.#sink = sink;
  }

  /** Records bytes that nobody changes afterwards; `more` left with them in one write. */
  keep(direction: 'in' | 'out', bytes: Uint8Array, more?: Uint8Array): void {
    try {
      this.#sink.keep(this.#link, direction === 'out', bytes, more);
    } catch (error) {
      this.#sink.broke(error);
    }
  }

  /** Records bytes whose memory is used again. */
  copy(direction: 'in' | 'out', bytes: Uint8Array): void {
    try {
      this.#sink.copy(this.#link, direction === 'out', bytes);
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
      this.#sink.copy(this.#sink.flow(this, from), false, datagram);
    } catch (error) {
      this.#sink.broke(error);
    }
  }

  sent(datagram: Uint8Array, to: WireEndpoint): void {
    try {
      this.#sink.copy(this.#sink.flow(this, to), true, datagram);
    } catch (error) {
      this.#sink.broke(error);
    }
  }
}

/** What can be recorded: it has a tape while it is. */
export interface Recordable<T> {
  tape: T | undefined;
}
