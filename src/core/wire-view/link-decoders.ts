import type { WireDirection } from '../../shared/wire/wire-model.ts';
import { type ChunkRecord, openedBytes, recordLength } from '../recording/recorded-link.ts';
import { DatagramDecoder } from './datagram-decoder.ts';
import { frameMaker } from './frame-weaver.ts';
import { StreamDecoder } from './stream-decoder.ts';
import type { ChunkItem } from './wire-items.ts';

/** Both directions of one take of one link. */
interface LinkDecoder {
  readonly take: number;
  readonly in: StreamDecoder | DatagramDecoder;
  readonly out: StreamDecoder | DatagramDecoder;
}

/** Decodes records of all links, in the order in which they came. */
export class LinkDecoders {
  readonly #links = new Map<number, LinkDecoder>();
  #lastFrame = 0;
  /** Records up to this one are missing: streams that were under way are searched for their next frame. */
  #gapUpTo = 0;

  /** Frames found so far. */
  get found(): number {
    return this.#lastFrame;
  }

  feed(record: ChunkRecord): ChunkItem {
    const { id, link, at, direction } = record;
    const { bytes, isOpened } = openedBytes(record);
    const chunk: ChunkItem = {
      id,
      link: link.id,
      place: link.route.place,
      at,
      direction,
      length: recordLength(record),
      isOpened,
      packet: undefined,
      slices: [],
      frames: [],
      starts: [],
      row: -1,
      rows: 1,
    };
    this.#decoderOf(record)[direction].feed(chunk, bytes);
    return chunk;
  }

  /** Records up to `id` were never seen. */
  skip(id: number): void {
    this.#gapUpTo = id;
    this.#links.clear();
  }

  /** Forgets links that the recording has forgotten. */
  keep(isKnown: (link: number) => boolean): void {
    for (const link of this.#links.keys()) if (!isKnown(link)) this.#links.delete(link);
  }

  #decoderOf({ link, take, isFromStart, offset }: ChunkRecord): LinkDecoder {
    const known = this.#links.get(link.id);
    if (known?.take === take) return known;
    // After a gap the beginning is among what is missing, unless this is the first of a link's bytes.
    const isWhole = isFromStart && (this.#gapUpTo === 0 || offset === 0);
    const make = (direction: WireDirection) => {
      const newFrame = frameMaker(link.id, direction, () => {
        this.#lastFrame += 1;
        return this.#lastFrame;
      });
      const Decoder = link.route.transport === 'udp' ? DatagramDecoder : StreamDecoder;
      return new Decoder(isWhole, newFrame);
    };
    const decoder = { take, in: make('in'), out: make('out') };
    this.#links.set(link.id, decoder);
    return decoder;
  }
}
