import type { WireFilter } from '../../shared/wire/wire-contract.ts';
import type { WireChunk, WireFrame, WirePage } from '../../shared/wire/wire-model.ts';
import { asksForFrames, type FrameText, passesChunk, passesFrame } from './wire-filter.ts';
import type { ChunkItem, FrameItem } from './wire-items.ts';

/** Chunks named with a frame, and frames with a chunk: a picture has no room for more lines. */
const LINES_MOST = 64;
/** Bytes of a chunk for a glance. */
const PREVIEW = 64;

/** Gives the chunks that pass a filter, and the frames that begin in them, their rows. */
export class RowLayout {
  readonly filter: WireFilter;
  readonly #textOf: FrameText;
  #shown: ChunkItem[] = [];
  #first = 0;
  #end = 0;

  constructor(filter: WireFilter, textOf: FrameText) {
    this.filter = filter;
    this.#textOf = textOf;
  }

  /** Frames of a chunk that have rows. */
  #startsOf(chunk: ChunkItem): readonly FrameItem[] {
    return chunk.starts.filter(({ row }) => row >= 0);
  }

  /** Chunks that have rows, in order. */
  get shown(): readonly ChunkItem[] {
    return this.#shown;
  }

  /** Gives all rows anew; those of chunks that are gone are counted, so that rows keep their numbers. */
  lay(chunks: readonly ChunkItem[], rowsGone: number): void {
    this.#first += rowsGone;
    this.#shown = [];
    const byFrames = asksForFrames(this.filter);
    const passed = byFrames ? new Set<FrameItem>() : undefined;
    let row = this.#first;
    for (const chunk of chunks) {
      chunk.row = -1;
      for (const frame of chunk.starts) {
        frame.row = -1;
        if (passed && !this.#hides(chunk) && passesFrame(frame, this.filter, this.#textOf)) passed.add(frame);
      }
    }
    for (const chunk of chunks) {
      if (!passesChunk(chunk, this.filter)) continue;
      if (passed && !chunk.frames.some((frame) => passed.has(frame))) continue;
      chunk.row = row;
      let own = 0;
      for (const frame of chunk.starts) {
        if ((passed && !passed.has(frame)) || this.#hides(chunk)) continue;
        frame.row = row + own;
        own += 1;
      }
      chunk.rows = Math.max(1, own);
      row += chunk.rows;
      this.#shown.push(chunk);
    }
    this.#end = row;
  }

  /** An eavesdropper sees no frame of what is opened here alone. */
  #hides({ isOpened }: ChunkItem): boolean {
    return isOpened && this.filter.layer === 'outside';
  }

  /** Rows of the chunks before `id`, which are about to go. */
  rowsBefore(id: number): number {
    let rows = 0;
    for (const chunk of this.#shown) {
      if (chunk.id >= id) break;
      rows += chunk.rows;
    }
    return rows;
  }

  /** @param from the first row, or undefined for the last `count` */
  page(from: number | undefined, count: number, previewOf: (chunk: ChunkItem) => Uint8Array): Omit<WirePage, 'types'> {
    const start = Math.max(this.#first, from ?? this.#end - count);
    const stop = start + count;
    const chunks: WireChunk[] = [];
    for (let i = this.#indexOfRow(start); i < this.#shown.length; i += 1) {
      const chunk = this.#shown[i] as ChunkItem;
      if (chunk.row >= stop) break;
      chunks.push(this.#chunkView(chunk, start, stop, previewOf(chunk)));
    }
    return { first: this.#first, end: this.#end, chunks };
  }

  #chunkView(chunk: ChunkItem, start: number, stop: number, preview: Uint8Array): WireChunk {
    const { id, link, at, direction, layer, isSealed, isOpened, length, packet, row, rows } = chunk;
    // A chunk with thousands of frames is drawn a page at a time as well.
    const frames = this.#startsOf(chunk).filter((frame) => frame.row >= start - LINES_MOST && frame.row < stop);
    const continues = chunk.frames
      .filter((frame) => frame.row >= 0 && frame.row < row)
      .slice(0, LINES_MOST)
      .map((frame) => ({ frame: frame.id, row: frame.row }));
    const glance = preview.slice(0, PREVIEW);
    const isHidden = this.#hides(chunk);
    return {
      id,
      link,
      at,
      direction,
      layer: isOpened && !isHidden ? 'inside' : layer,
      isSealed,
      length,
      packet: packet && isHidden ? { ...packet, carries: [], isAgain: false, isLate: false } : packet,
      row,
      rows,
      frames: frames.map(frameView),
      continues,
      preview: glance,
    };
  }

  /** Index of the chunk that a row is in, or of the first behind it. */
  #indexOfRow(row: number): number {
    let low = 0;
    let high = this.#shown.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const { row: first, rows } = this.#shown[middle] as ChunkItem;
      if (first + rows > row) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function frameView(frame: FrameItem): WireFrame {
  const { id, type, state, length, summary, row, chunks, chunkCount } = frame;
  const chunkRows = chunks
    .filter((chunk) => chunk.row >= 0)
    .slice(0, LINES_MOST)
    .map((chunk) => chunk.row);
  return { id, type, state, length, summary, row, chunkRows, chunkCount };
}
