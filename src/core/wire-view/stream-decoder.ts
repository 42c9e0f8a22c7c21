import { FrameWeaver, type NewFrame } from './frame-weaver.ts';
import { type ChunkItem, type FrameItem, join } from './wire-items.ts';

interface Segment {
  readonly from: number;
  readonly to: number;
  readonly chunk: ChunkItem;
}

/** One direction of a stream: joins its chunks to the frames in them. */
export class StreamDecoder {
  readonly #weaver: FrameWeaver;
  /** Chunks of which something is not placed yet, and the newest. */
  #segments: Segment[] = [];
  #end = 0;

  constructor(isFromStart: boolean, newFrame: NewFrame) {
    this.#weaver = new FrameWeaver(isFromStart, newFrame, (frame, from, to, at) => this.#place(frame, from, to, at));
  }

  feed(chunk: ChunkItem, bytes: Uint8Array): void {
    const from = this.#end;
    this.#end += bytes.length;
    this.#segments.push({ from, to: this.#end, chunk });
    this.#weaver.push(bytes);
    const { placed } = this.#weaver;
    if (this.#segments.some(({ to }) => to <= placed)) this.#segments = this.#segments.filter(({ to }) => to > placed);
  }

  #place(frame: FrameItem, from: number, to: number, at: number): void {
    for (const segment of this.#segments) {
      const start = Math.max(from, segment.from);
      const end = Math.min(to, segment.to);
      if (start >= end) continue;
      const { chunk } = segment;
      chunk.slices.push({ from: start - segment.from, to: end - segment.from, at: at + start - from, owner: frame });
      join(frame, chunk, false);
    }
  }
}
