import { author, writeEvent } from '../wire/event-frame.ts';
import { FrameWriter } from '../wire/frame-writer.ts';
import type { LogSegment } from './log-segment.ts';

/** Consecutive events of a log that can't be read any more. */
export interface LostStretch {
  readonly first: number;
  /** Number after the last one. */
  readonly next: number;
  /** When the event before them happened, in milliseconds since 1970; what follows is never earlier. */
  readonly at: number;
}

const NOBODY = author('', '');
/** Such a frame has about this many bytes. */
const FRAME_BYTES = 100;

/**
 * What stands in a log for events that can't be read: numbers count without a gap, so each has a placeholder of kind `lost`.
 * That of a stretch's first event names the stretch's last one in its text, so that a stretch can be told of once.
 * @param from number of the first placeholder wanted
 * @returns as many as take about `maxBytes`, at least one
 */
export function lostEvents(stretch: LostStretch, from: number, maxBytes: number): LogSegment {
  return numbered(stretch, from, Math.min(stretch.next, from + fitting(maxBytes)));
}

function fitting(maxBytes: number): number {
  return Math.max(1, Math.floor(maxBytes / FRAME_BYTES));
}

function numbered({ first, next, at }: LostStretch, from: number, until: number): LogSegment {
  const writer = new FrameWriter();
  for (let seq = from; seq < until; seq += 1) {
    writeEvent(writer, { seq, at, kind: 'lost', id: `lost-${seq}`, text: seq === first ? `${next - 1}` : '' }, NOBODY);
  }
  return { first: from, next: until, frames: writer.take() };
}

/** The same, backwards: those that end just before number `before`. */
export function lostEventsBefore(stretch: LostStretch, before: number, maxBytes: number): LogSegment {
  const from = Math.max(stretch.first, before - fitting(maxBytes));
  return numbered(stretch, from, Math.min(stretch.next, before));
}
