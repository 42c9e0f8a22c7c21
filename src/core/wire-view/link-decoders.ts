import type { WireLayer } from '../../shared/wire/wire-model.ts';
import { type ChunkRecord, openedBytes, type RecordedLink, recordLength } from '../recording/recorded-link.ts';
import { DatagramDecoder } from './datagram-decoder.ts';
import { frameMaker, type NewFrame } from './frame-weaver.ts';
import { OutsideDecoder } from './outside-decoder.ts';
import { StreamDecoder } from './stream-decoder.ts';
import type { ChunkItem } from './wire-items.ts';

/** One direction of one layer of a take of a link. */
interface Decoder {
  /** @param sealedFrom the byte of `bytes` from which on they are sealed */
  feed(chunk: ChunkItem, bytes: Uint8Array, sealedFrom: number): void;
}

interface LinkDecoder {
  readonly take: number;
  readonly decoders: Map<string, Decoder>;
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
    const { id, link, at, direction, layer, offset } = record;
    const { bytes, isOpened } = openedBytes(record);
    const chunk: ChunkItem = {
      id,
      link: link.id,
      place: link.route.place,
      at,
      direction,
      layer,
      isSealed: false,
      length: recordLength(record),
      isOpened,
      packet: undefined,
      slices: [],
      frames: [],
      starts: [],
      row: -1,
      rows: 1,
    };
    this.#decoderOf(record).feed(chunk, bytes, link.sealedFrom[direction] - offset);
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

  #decoderOf({ link, take, direction, layer, isFromStart, offset }: ChunkRecord): Decoder {
    let known = this.#links.get(link.id);
    if (known?.take !== take) {
      known = { take, decoders: new Map() };
      this.#links.set(link.id, known);
    }
    const key = `${direction} ${layer}`;
    const decoder = known.decoders.get(key);
    if (decoder) return decoder;
    // After a gap the beginning is among what is missing, unless this is the first of a link's bytes.
    const isWhole = isFromStart && (this.#gapUpTo === 0 || offset === 0);
    const newFrame = frameMaker(link.id, direction, () => {
      this.#lastFrame += 1;
      return this.#lastFrame;
    });
    const made = decoderFor(link, layer, isWhole, newFrame);
    known.decoders.set(key, made);
    return made;
  }
}

/** The inside of a sealed stream begins where its seals do, which is at a frame if the recording was on by then. */
function decoderFor({ route }: RecordedLink, layer: WireLayer, isWhole: boolean, newFrame: NewFrame): Decoder {
  if (route.transport === 'udp') return new DatagramDecoder(isWhole, newFrame);
  return layer === 'inside' ? new StreamDecoder(isWhole, newFrame) : new OutsideDecoder(isWhole, newFrame);
}
