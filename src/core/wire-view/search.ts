import type { WireHit } from '../../shared/wire/wire-contract.ts';
import type { BytesOf } from './frame-bytes.ts';
import type { ChunkItem, FrameItem } from './wire-items.ts';

const HITS_MOST = 1_000;

/** Whether `needle` stands anywhere in `bytes`. */
export function includesBytes(bytes: Uint8Array, needle: Uint8Array): boolean {
  const first = needle[0] as number;
  for (
    let at = bytes.indexOf(first);
    at >= 0 && at + needle.length <= bytes.length;
    at = bytes.indexOf(first, at + 1)
  ) {
    let same = 1;
    while (same < needle.length && bytes[at + same] === needle[same]) same += 1;
    if (same === needle.length) return true;
  }
  return false;
}

/**
 * Chunks that hold some bytes, and frames that do although no chunk does: because they were cut there, or packed.
 */
export function find(
  chunks: readonly ChunkItem[],
  needle: Uint8Array,
  bytesOf: BytesOf,
  bytesOfFrame: (frame: FrameItem) => Uint8Array | undefined,
): readonly WireHit[] {
  const hits: WireHit[] = [];
  for (const chunk of chunks) {
    const bytes = bytesOf(chunk);
    if (bytes && includesBytes(bytes, needle)) hits.push({ kind: 'chunk', id: chunk.id, row: chunk.row });
    for (const frame of chunk.starts) {
      if (frame.row < 0 || (frame.chunkCount < 2 && frame.packed === undefined)) continue;
      const whole = bytesOfFrame(frame);
      if (whole && includesBytes(whole, needle)) hits.push({ kind: 'frame', id: frame.id, row: frame.row });
    }
    if (hits.length >= HITS_MOST) break;
  }
  return hits.slice(0, HITS_MOST);
}
