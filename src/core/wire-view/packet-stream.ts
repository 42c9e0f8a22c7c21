import { BlockReader } from '../datagram/blocks.ts';
import { BLOCK, BLOCK_HEAD, BLOCK_MOST } from '../datagram/constants.ts';
import { Intervals } from '../datagram/intervals.ts';
import { readU16 } from '../datagram/little-endian.ts';
import { ReceiveStream } from '../datagram/receive-stream.ts';
import { looksLikeFrame } from './frame-tracker.ts';
import { FrameWeaver, type NewFrame } from './frame-weaver.ts';
import { PieceMap } from './piece-map.ts';
import type { ChunkItem, FrameItem, PackedBlock } from './wire-items.ts';

/** What became of a piece of the stream. */
export interface PieceFate {
  readonly isAgain: boolean;
  readonly isLate: boolean;
}

/** A block's content, by its offset in all content, and where the block stands in the stream. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly streamFrom: number;
  readonly streamTo: number;
  readonly packed: PackedBlock | undefined;
}

/** Bytes of a packed block before the first that LZ4 copies as it is, and where the length before packing stands. */
const LZ4_HEAD = BLOCK_HEAD + 2;
/** Tokens from here on have their length go on in the next byte. */
const LONG_LITERALS = 0xf0;

/**
 * Where a block begins in bytes that begin anywhere, or -1. A block begins where a frame does, nearly always, and what
 * a frame begins with is easily told; LZ4 copies the first bytes as they are.
 */
export function findBlockStart(bytes: Uint8Array): number {
  for (let at = 0; at + LZ4_HEAD + 2 < bytes.length; at += 1) {
    const kind = bytes[at];
    if (kind !== BLOCK.plain && kind !== BLOCK.packed) continue;
    const length = readU16(bytes, at + 1);
    if (length === 0 || length > BLOCK_MOST + 2) continue;
    if (kind === BLOCK.plain && looksLikeFrame(bytes, at + BLOCK_HEAD)) return at;
    const literals = at + LZ4_HEAD + 1 + ((bytes[at + LZ4_HEAD] as number) >= LONG_LITERALS ? 1 : 0);
    if (kind === BLOCK.packed && looksLikeFrame(bytes, literals)) return at;
  }
  return -1;
}

/** One direction of a datagram link's stream: from pieces to blocks, from blocks to frames. */
export class PacketStream {
  readonly #seen = new Intervals();
  readonly #map = new PieceMap();
  readonly #weaver: FrameWeaver;
  readonly #reader = new BlockReader((content) => this.#content.push(content));
  #stream: ReceiveStream | undefined;
  /** Where in the link's stream this one's begins. */
  #base = 0;
  #highest = 0;
  /** A block as far as it came, and where it begins in the stream. */
  #part = new Uint8Array(0);
  #blockFrom = 0;
  #content: Uint8Array[] = [];
  #contentEnd = 0;
  /** Blocks of which some content is not placed yet. */
  #blocks: Block[] = [];
  /** Frames of the packed block that is being read. */
  #inside: FrameItem[] = [];

  /** @param isFromStart the stream is recorded from its first byte on */
  constructor(isFromStart: boolean, newFrame: NewFrame) {
    if (isFromStart) this.#begin(0);
    this.#weaver = new FrameWeaver(isFromStart, newFrame, (frame, from, to, at) => this.#place(frame, from, to, at));
  }

  /** A chunk carries `bytes`, which stand at `offset` of the stream and from `at` on in the chunk. */
  take(chunk: ChunkItem, offset: number, bytes: Uint8Array, at: number): PieceFate {
    const to = offset + bytes.length;
    let isNew = false;
    this.#seen.forEachGap(offset, to, () => {
      isNew = true;
    });
    const fate = { isAgain: !isNew && bytes.length > 0, isLate: isNew && offset < this.#highest };
    this.#seen.add(offset, to);
    this.#highest = Math.max(this.#highest, to);
    this.#map.carried({ from: offset, to, chunk, at }, fate.isAgain);
    if (this.#stream === undefined) {
      const start = findBlockStart(bytes);
      if (start < 0) return fate;
      this.#begin(offset + start).take(0, bytes.subarray(start), false);
    } else if (offset >= this.#base) {
      this.#stream.take(offset - this.#base, bytes, false);
    }
    return fate;
  }

  #begin(base: number): ReceiveStream {
    this.#base = base;
    this.#blockFrom = base;
    // Nobody waits for a window here: what was recorded did travel.
    this.#stream = new ReceiveStream(Number.MAX_SAFE_INTEGER, (bytes) => this.#readBlocks(bytes));
    return this.#stream;
  }

  #readBlocks(bytes: Uint8Array): void {
    const part = new Uint8Array(this.#part.length + bytes.length);
    part.set(this.#part);
    part.set(bytes, this.#part.length);
    let from = 0;
    while (part.length - from >= BLOCK_HEAD && !this.#reader.isBroken) {
      const to = from + BLOCK_HEAD + readU16(part, from + 1);
      if (to > part.length) break;
      this.#readBlock(part.subarray(from, to));
      from = to;
    }
    // Broken for good: nothing is kept of what can't be read.
    this.#part = this.#reader.isBroken ? new Uint8Array(0) : part.slice(from);
  }

  #readBlock(bytes: Uint8Array): void {
    this.#content = [];
    this.#reader.take(bytes);
    if (this.#reader.isBroken) return;
    const streamFrom = this.#blockFrom;
    const streamTo = streamFrom + bytes.length;
    this.#blockFrom = streamTo;
    const packed = bytes[0] === BLOCK.packed ? { length: bytes.length } : undefined;
    if (packed === undefined) {
      this.#map.owned({ from: streamFrom, to: streamFrom + BLOCK_HEAD, at: 0, owner: 'block', inside: [] });
    }
    this.#inside = [];
    for (const content of this.#content) {
      const from = this.#contentEnd;
      this.#contentEnd += content.length;
      this.#blocks.push({ from, to: this.#contentEnd, streamFrom, streamTo, packed });
      this.#weaver.push(content);
    }
    if (packed) this.#map.owned({ from: streamFrom, to: streamTo, at: 0, owner: packed, inside: this.#inside });
    const { placed } = this.#weaver;
    this.#blocks = this.#blocks.filter(({ to }) => to > placed);
  }

  #place(frame: FrameItem, from: number, to: number, at: number): void {
    for (const block of this.#blocks) {
      const start = Math.max(from, block.from);
      const end = Math.min(to, block.to);
      if (start >= end) continue;
      if (block.packed) {
        frame.packed ??= [];
        const part = { block: block.packed, from: start - block.from, to: end - block.from, at: at + start - from };
        frame.packed.push(part);
        this.#inside.push(frame);
        continue;
      }
      const streamFrom = block.streamFrom + BLOCK_HEAD + start - block.from;
      this.#map.owned({
        from: streamFrom,
        to: streamFrom + end - start,
        at: at + start - from,
        owner: frame,
        inside: [],
      });
    }
  }
}
