import { frameOffsets } from '../wire/event-frame.ts';

/** What one turn of the event loop added to a log: consecutive `event` frames, as they travel. */
export interface LogSegment {
  /** Number of the first event. */
  readonly first: number;
  /** Number after the last event. */
  readonly next: number;
  readonly frames: Uint8Array;
}

/** Reads a log from some number on. */
export interface LogReader {
  /**
   * Frames of the events from `from` on (from the oldest kept, if that is later), at least one where there is one,
   * and about `maxBytes` at the most.
   * @returns undefined when there is nothing from there on
   */
  read(from: number, maxBytes: number): LogSegment | undefined;
}

/** The part of `segment` from event `from` on. */
export function segmentFrom(segment: LogSegment, from: number): LogSegment {
  if (from <= segment.first) return segment;
  let seq = segment.first;
  for (const offset of frameOffsets(segment.frames)) {
    if (seq === from) return { first: from, next: segment.next, frames: segment.frames.subarray(offset) };
    seq += 1;
  }
  return { first: segment.next, next: segment.next, frames: segment.frames.subarray(segment.frames.length) };
}

/** Joins consecutive segments, from `from` on. */
export function joinSegments(segments: readonly LogSegment[], from: number): LogSegment | undefined {
  const [head, ...rest] = segments;
  if (head === undefined) return undefined;
  const parts = [segmentFrom(head, from), ...rest];
  const first = (parts[0] as LogSegment).first;
  const next = (parts.at(-1) as LogSegment).next;
  if (parts.length === 1) return parts[0];
  const frames = new Uint8Array(parts.reduce((sum, part) => sum + part.frames.length, 0));
  let at = 0;
  for (const part of parts) {
    frames.set(part.frames, at);
    at += part.frames.length;
  }
  return { first, next, frames };
}
