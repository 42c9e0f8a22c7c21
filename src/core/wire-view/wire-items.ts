import type { ByteKind, WireDirection, WireFrame, WireLayer, WirePacket } from '../../shared/wire/wire-model.ts';
import { RECORD_HEAD } from '../secure/layout.ts';
import type { ProtocolError } from '../wire/protocol-error.ts';

/** One frame, or a line of somebody without our protocol, as far as it came. Grows while more of it comes. */
export interface FrameItem {
  readonly id: number;
  readonly link: number;
  readonly direction: WireDirection;
  state: WireFrame['state'];
  type: string;
  /** All bytes, those of the body among them. */
  length: number;
  headerLength: number;
  summary: string;
  breach: ProtocolError | undefined;
  /** `id`, `from` and `seq` of its header, by which the bytes of a message are found. */
  key: string | undefined;
  by: string | undefined;
  seq: number | undefined;
  /** The chunks that carried it, in order, repeats included. */
  readonly chunks: ChunkItem[];
  /** Without those that carried again what had been carried before. */
  chunkCount: number;
  /** The packed blocks that it stands in. Undefined where it travelled byte for byte. */
  packed: PackedPart[] | undefined;
  /** Where the list has it; -1 while it is filtered out. */
  row: number;
}

/** A block that travelled packed, put together again from the slices of chunks that name it. */
export interface PackedBlock {
  /** With its head. */
  readonly length: number;
}

/** The bytes of an unpacked block from `from` up to `to` are those of a frame from its byte `at` on. */
export interface PackedPart {
  readonly block: PackedBlock;
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/** The bytes of a chunk from `from` up to `to` are those of a frame or of a packed block from its byte `at` on. */
export interface Slice {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly owner: FrameItem | PackedBlock | 'block' | 'sealed';
}

/** One chunk or datagram. Its bytes stay in the recording. */
export interface ChunkItem {
  readonly id: number;
  readonly link: number;
  /** The place that the link belongs to, where there are several. */
  readonly place: string | undefined;
  readonly at: number;
  readonly direction: WireDirection;
  readonly layer: WireLayer;
  /** Nothing of it travels in clear. */
  isSealed: boolean;
  readonly length: number;
  /** Its bytes are looked at as they were before they were sealed. */
  readonly isOpened: boolean;
  packet: WirePacket | undefined;
  /** What its bytes are, in order; bytes without a slice are unknown. */
  readonly slices: Slice[];
  /** Frames that it carried, a part of them at least. */
  readonly frames: FrameItem[];
  /** Those among them that begin in it. */
  readonly starts: FrameItem[];
  row: number;
  rows: number;
}

/** Whether a slice's owner is a frame. */
export function isFrame(owner: Slice['owner']): owner is FrameItem {
  return typeof owner === 'object' && 'state' in owner;
}

/** The kinds of the bytes of a frame, by place; of what is no whole frame all are of one kind. */
export function kindsOf(frame: FrameItem): readonly { readonly kind: ByteKind; readonly to: number }[] {
  const { state, headerLength, length } = frame;
  switch (state) {
    case 'whole':
      return [
        { kind: 'length', to: 4 },
        { kind: 'header', to: 4 + headerLength },
        { kind: 'body', to: length },
      ];
    case 'sealed':
      return [
        { kind: 'length', to: RECORD_HEAD },
        { kind: 'sealed', to: Number.POSITIVE_INFINITY },
      ];
    case 'pending':
      return [{ kind: 'pending', to: Number.POSITIVE_INFINITY }];
    case 'text':
      return [{ kind: 'text', to: Number.POSITIVE_INFINITY }];
    case 'broken':
      return [{ kind: 'unknown', to: Number.POSITIVE_INFINITY }];
  }
}

/** How far back a chunk is looked for among those of a frame: repeats come soon or not at all. */
const LOOK_BACK = 64;

/** Notes that a chunk carried some of a frame. @param isRepeat of bytes that were carried before */
export function join(frame: FrameItem, chunk: ChunkItem, isRepeat: boolean): void {
  const { chunks } = frame;
  for (let i = chunks.length - 1; i >= Math.max(0, chunks.length - LOOK_BACK); i -= 1) {
    if (chunks[i] === chunk) return;
  }
  if (chunks.length === 0) chunk.starts.push(frame);
  chunks.push(chunk);
  chunk.frames.push(frame);
  if (!isRepeat) frame.chunkCount += 1;
}
