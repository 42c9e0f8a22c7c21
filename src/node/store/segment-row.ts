import { crc32 } from 'node:zlib';
import type { LogSegment } from '../../core/room/log-segment.ts';
import { firstHeader, frameOffsets } from '../../core/wire/event-frame.ts';
import type { Rest } from './rest/rest.ts';

/** A row of the log as it was found; a damaged page may have made anything of it. */
export interface SegmentRow {
  readonly first: unknown;
  readonly next: unknown;
  readonly frames: unknown;
  /** CRC-32 of the frames and their numbers; null in a row of an older version. */
  readonly sum: unknown;
}

/** Numbers follow each other in the checksum's start value, so that no row passes for another. */
const SPREAD = 31;

/** Where a segment's frames stand, for whoever seals them. */
function placeOf(first: number, next: number): string {
  return `segment ${first} ${next}`;
}

/** The row that a segment becomes: its frames as they lie on the disk, and a checksum of these. */
export function rowOf(
  { first, next, frames }: LogSegment,
  rest: Rest,
): Required<LogSegment> & { readonly sum: number } {
  const stored = { first, next, frames: rest.sealBytes(frames, placeOf(first, next)) };
  return { ...stored, sum: sumOf(stored) };
}

/** The checksum that is kept beside a segment as it lies on the disk. */
function sumOf({ first, next, frames }: LogSegment): number {
  return crc32(frames, (first * SPREAD + next) >>> 0);
}

/** @returns the segment, or undefined when the row is not what was written */
export function intact({ first, next, frames, sum }: SegmentRow, rest: Rest): LogSegment | undefined {
  if (typeof first !== 'number' || typeof next !== 'number' || !(frames instanceof Uint8Array)) return undefined;
  const segment = { first, next, frames };
  const isIntact = next > first && (sum === null ? isWellFormed(segment) : sumOf(segment) === sum);
  const opened = isIntact ? rest.openBytes(frames, placeOf(first, next)) : undefined;
  return opened && { first, next, frames: opened };
}

/** What can be told of a row without a checksum: as many whole frames as it has numbers, and they begin as they should. */
function isWellFormed({ first, next, frames }: LogSegment): boolean {
  try {
    let count = 0;
    let last = 0;
    for (const offset of frameOffsets(frames)) {
      if (offset < last || count > next - first) return false;
      last = offset;
      count += 1;
    }
    return count === next - first && firstHeader(frames)?.seq === first;
  } catch {
    // A length leads out of the bytes.
    return false;
  }
}
