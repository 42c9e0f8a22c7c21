import type { ByteKind, ByteSpan } from '../../shared/wire/wire-model.ts';
import { BlockReader } from '../datagram/blocks.ts';
import { anatomyOf, packetSpans } from './packet-anatomy.ts';
import { type ChunkItem, type FrameItem, isFrame, kindsOf, type PackedBlock, type Slice } from './wire-items.ts';

/** The bytes of a chunk; undefined once the recording has dropped them. */
export type BytesOf = (chunk: ChunkItem) => Uint8Array | undefined;

/** Puts what owns slices of these chunks together again; undefined when a byte of it is missing. */
function collect(
  owner: FrameItem | PackedBlock,
  chunks: readonly ChunkItem[],
  bytesOf: BytesOf,
  into: Uint8Array,
): number {
  let have = 0;
  const seen = new Uint8Array(into.length);
  for (const chunk of chunks) {
    const slices = chunk.slices.filter((slice) => slice.owner === owner);
    const bytes = slices.length > 0 ? bytesOf(chunk) : undefined;
    if (bytes === undefined) continue;
    for (const { from, to, at } of slices) {
      for (let i = 0; i < to - from && at + i < into.length; i += 1) {
        into[at + i] = bytes[from + i] as number;
        have += seen[at + i] === 0 ? 1 : 0;
        seen[at + i] = 1;
      }
    }
  }
  return have;
}

/** A frame as it was before it was cut into chunks and packed; undefined when bytes of it are gone. */
export function frameBytes(frame: FrameItem, bytesOf: BytesOf): Uint8Array | undefined {
  const bytes = new Uint8Array(frame.length);
  let have = collect(frame, frame.chunks, bytesOf, bytes);
  for (const { block, from, to, at } of frame.packed ?? []) {
    const content = unpack(block, frame.chunks, bytesOf);
    if (content === undefined) return undefined;
    bytes.set(content.subarray(from, to), at);
    have += to - from;
  }
  return have >= frame.length ? bytes : undefined;
}

function unpack(block: PackedBlock, chunks: readonly ChunkItem[], bytesOf: BytesOf): Uint8Array | undefined {
  const packed = new Uint8Array(block.length);
  if (collect(block, chunks, bytesOf, packed) < block.length) return undefined;
  let content: Uint8Array | undefined;
  new BlockReader((bytes) => {
    content = bytes;
  }).take(packed);
  return content;
}

/** What the bytes of a frame are. */
export function frameSpans(frame: FrameItem): readonly ByteSpan[] {
  const spans: ByteSpan[] = [];
  let from = 0;
  for (const { kind, to } of kindsOf(frame)) {
    const end = Math.min(to, frame.length);
    if (end > from) spans.push({ from, to: end, kind });
    from = end;
  }
  return spans;
}

/**
 * What the bytes of a chunk are: of a datagram its own parts, and inside of them what the slices say.
 * @param isOpened `bytes` are those of a packet that travelled sealed, opened
 */
export function chunkSpans(chunk: ChunkItem, bytes: Uint8Array, isOpened: boolean): readonly ByteSpan[] {
  const anatomy = chunk.packet && anatomyOf(bytes, isOpened);
  const spans: ByteSpan[] = anatomy ? [...packetSpans(chunk.length, anatomy)] : [];
  if (isOpened === chunk.isOpened) for (const slice of chunk.slices) spans.push(...sliceSpans(slice));
  return withoutGaps(
    spans.sort((one, other) => one.from - other.from),
    chunk.length,
  );
}

function sliceSpans({ from, to, at, owner }: Slice): readonly ByteSpan[] {
  if (!isFrame(owner)) {
    const kind = owner === 'block' || owner === 'sealed' ? (owner as ByteKind) : 'packed';
    return [{ from, to, kind }];
  }
  const spans: ByteSpan[] = [];
  let start = from;
  for (const { kind, to: kindTo } of kindsOf(owner)) {
    const end = Math.min(to, from + kindTo - at);
    if (end > start) spans.push({ from: start, to: end, kind });
    start = Math.max(start, end);
  }
  return spans;
}

/** Fills what nothing is known of, and cuts what would overlap. */
function withoutGaps(spans: readonly ByteSpan[], length: number): readonly ByteSpan[] {
  const whole: ByteSpan[] = [];
  let at = 0;
  const add = (to: number, kind: ByteKind) => {
    if (to <= at) return;
    whole.push({ from: at, to, kind });
    at = to;
  };
  for (const { from, to, kind } of spans) {
    add(from, 'unknown');
    add(to, kind);
  }
  add(length, 'unknown');
  return whole;
}
