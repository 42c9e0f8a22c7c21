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
  /**
   * The newest frames of the events before number `before`, which end just before it, at least one where there is one,
   * and about `maxBytes` at the most.
   * @returns undefined when there is nothing before it
   */
  readBefore(before: number, maxBytes: number): LogSegment | undefined;
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

/** The newest events of `segment` before number `before`: at least one where there is one, else at most `maxBytes`. */
function partBefore(segment: LogSegment, before: number, maxBytes: number): LogSegment {
  const { first, frames } = segment;
  const next = Math.min(segment.next, before);
  if (next <= first) return { first: next, next, frames: frames.subarray(0, 0) };
  if (next === segment.next && frames.length <= maxBytes) return segment;
  const offsets = [...frameOffsets(frames)];
  const end = offsets[next - first] ?? frames.length;
  const fits = offsets.findIndex((offset) => end - offset <= maxBytes);
  const at = Math.min(fits === -1 ? next - first : fits, next - first - 1);
  return { first: first + at, next, frames: frames.subarray(offsets[at], end) };
}

/**
 * What {@link LogReader.readBefore} answers.
 * @param segments of the log, the newest first, from the one that holds the event before `before` on
 */
export function newestBefore(segments: Iterable<LogSegment>, before: number, maxBytes: number): LogSegment | undefined {
  const found: LogSegment[] = [];
  let left = maxBytes;
  let until = before;
  for (const segment of segments) {
    // What was dropped from the middle of a log ends the stretch.
    if (found.length > 0 && segment.next !== until) break;
    const part = partBefore(segment, until, left);
    if (found.length > 0 && part.frames.length > left) break;
    if (part.first < part.next) found.unshift(part);
    left -= part.frames.length;
    if (part.first > segment.first) break;
    until = part.first;
  }
  return joinSegments(found, 0);
}
