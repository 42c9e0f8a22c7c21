import type { WireFilter, WireHit } from '../../shared/wire/wire-contract.ts';
import type { WireChunkDetail, WireFrameDetail, WireLayer, WirePage } from '../../shared/wire/wire-model.ts';
import { openedBytes, recordBytes } from '../recording/recorded-link.ts';
import type { Recorder } from '../recording/recorder.ts';
import { chunkSpans, frameBytes, frameSpans } from './frame-bytes.ts';
import { LinkDecoders } from './link-decoders.ts';
import { RowLayout } from './row-layout.ts';
import { find } from './search.ts';
import type { ChunkItem, FrameItem } from './wire-items.ts';

/** Chunks and frames that are kept decoded; of more the oldest go. What they are made of stays in the recording. */
const ITEMS_MOST = 100_000;
/** Frames after which decoding pauses: a packed block may hold thousands. */
const FRAMES_AT_ONCE = 10_000;
/** Types of frames offered as a filter. */
const TYPES_MOST = 32;

const utf8 = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true });
const NO_BYTES = new Uint8Array(0);

/**
 * A recording, decoded as far as somebody looks at it. Nothing is decoded before {@link catchUp} is called, and a little
 * at a time; what was decoded is bounded, whatever was recorded.
 */
export class WireView {
  readonly #recorder: Recorder;
  readonly #decoders = new LinkDecoders();
  #chunks: ChunkItem[] = [];
  /** Frames that went with their chunks. */
  #framesGone = 0;
  /** The next record to decode. */
  #next = 1;
  #isHeld = false;
  #layout: RowLayout | undefined;
  #isLaid = false;
  #version = 0;

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** Changes whenever a page may look otherwise. */
  get version(): number {
    return this.#version;
  }

  /** Something recorded waits to be decoded, or was dropped and is still shown. */
  get isBehind(): boolean {
    const { newest, oldest } = this.#recorder;
    const isStale = this.#chunks[0] !== undefined && this.#chunks[0].id < oldest;
    return !this.#isHeld && (this.#next <= newest || isStale);
  }

  /** Stays as it is while recording goes on. */
  hold(held: boolean): void {
    this.#isHeld = held;
    this.#version += 1;
  }

  /** Decodes up to so many records. @returns whether more wait */
  catchUp(records: number): boolean {
    if (!this.isBehind) return false;
    const { newest, oldest } = this.#recorder;
    if (this.#next < oldest) {
      this.#decoders.skip(oldest - 1);
      this.#next = oldest;
    }
    const stop = Math.min(newest, this.#next + records - 1);
    const framesMost = this.#decoders.found + FRAMES_AT_ONCE;
    for (; this.#next <= stop && this.#decoders.found < framesMost; this.#next += 1) {
      const record = this.#recorder.record(this.#next);
      if (record !== undefined) this.#chunks.push(this.#decoders.feed(record));
    }
    this.#prune(oldest);
    this.#isLaid = false;
    this.#version += 1;
    return this.#next <= newest;
  }

  /** The recording was emptied. */
  clear(): void {
    this.#prune(Number.POSITIVE_INFINITY);
    this.#layout = undefined;
    this.#next = this.#recorder.newest + 1;
    this.#version += 1;
  }

  page(filter: WireFilter, from: number | undefined, count: number): WirePage {
    const layout = this.#laid(filter);
    return {
      ...layout.page(from, count, (chunk) => this.#bytesOf(chunk, filter.layer) ?? NO_BYTES),
      types: this.#types(),
    };
  }

  /** @param layer `outside` for a chunk as it travelled */
  chunk(id: number, layer?: WireLayer): WireChunkDetail | undefined {
    const chunk = this.#find(id);
    const bytes = chunk && this.#bytesOf(chunk, layer);
    const isOpened = layer !== 'outside' && chunk?.isOpened === true;
    return chunk && bytes ? { id, bytes, spans: chunkSpans(chunk, bytes, isOpened) } : undefined;
  }

  frame(id: number): WireFrameDetail | undefined {
    const frame = this.#findFrame(id);
    const bytes = frame && this.bytesOfFrame(frame);
    if (!frame || !bytes) return undefined;
    return {
      id,
      bytes,
      spans: frameSpans(frame),
      json: frame.state === 'whole' ? pretty(bytes.subarray(4, 4 + frame.headerLength)) : undefined,
      breach: frame.breach && { code: frame.breach.error, text: frame.breach.text },
      chunks: frame.chunks.map(({ id: chunk, link, at, direction, length, packet }) => ({
        id: chunk,
        link,
        at,
        direction,
        length,
        number: packet?.number,
        isAgain: packet?.isAgain ?? false,
      })),
    };
  }

  /** All places of some bytes in what a filter shows, also where they were cut over chunks or travelled packed. */
  search(filter: WireFilter, needle: Uint8Array): readonly WireHit[] {
    return find(
      this.#laid(filter).shown,
      needle,
      (chunk) => this.#bytesOf(chunk, filter.layer),
      (frame) => this.bytesOfFrame(frame),
    );
  }

  /** Chunks that a filter shows, with what is in them. */
  shown(filter: WireFilter): readonly ChunkItem[] {
    return this.#laid(filter).shown;
  }

  /** A frame put together again; undefined when bytes of it are gone. */
  bytesOfFrame(frame: FrameItem): Uint8Array | undefined {
    return frameBytes(frame, (chunk) => this.#bytesOf(chunk));
  }

  #bytesOf({ id }: ChunkItem, layer?: WireLayer): Uint8Array | undefined {
    const record = this.#recorder.record(id);
    return record && (layer === 'outside' ? recordBytes(record) : openedBytes(record).bytes);
  }

  #laid(filter: WireFilter): RowLayout {
    if (this.#layout === undefined || JSON.stringify(this.#layout.filter) !== JSON.stringify(filter)) {
      this.#layout = new RowLayout(filter, (frame) => utf8.decode(this.bytesOfFrame(frame) ?? NO_BYTES));
      this.#isLaid = false;
    }
    if (!this.#isLaid) this.#layout.lay(this.#chunks, 0);
    this.#isLaid = true;
    return this.#layout;
  }

  /** Lets go of what the recording dropped, and of the oldest when too much is decoded. */
  #prune(oldest: number): void {
    let gone = 0;
    let frames = this.#decoders.found - this.#framesGone;
    for (const { id, starts } of this.#chunks) {
      if (id >= oldest && this.#chunks.length - gone + frames <= ITEMS_MOST) break;
      gone += 1;
      frames -= starts.length;
    }
    if (gone === 0) return;
    const firstKept = this.#chunks[gone]?.id ?? Number.POSITIVE_INFINITY;
    const rowsGone = this.#layout?.rowsBefore(firstKept) ?? 0;
    this.#chunks = this.#chunks.slice(gone);
    this.#framesGone = this.#decoders.found - frames;
    this.#layout?.lay(this.#chunks, rowsGone);
    const known = new Set(this.#recorder.links().map(({ id }) => id));
    this.#decoders.keep((link) => known.has(link));
  }

  #types(): readonly string[] {
    const types = new Set<string>();
    for (const { starts } of this.#chunks) {
      for (const { type, state } of starts) if (types.size < TYPES_MOST) types.add(type || state);
    }
    return [...types].sort();
  }

  #find(id: number): ChunkItem | undefined {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#chunks[middle] as ChunkItem).id < id) low = middle + 1;
      else high = middle;
    }
    const chunk = this.#chunks[low];
    return chunk?.id === id ? chunk : undefined;
  }

  #findFrame(id: number): FrameItem | undefined {
    for (const { starts } of this.#chunks) {
      const frame = starts.find((one) => one.id === id);
      if (frame) return frame;
    }
    return undefined;
  }
}

function pretty(header: Uint8Array): string {
  const text = utf8.decode(header);
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
