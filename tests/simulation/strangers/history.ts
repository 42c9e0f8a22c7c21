import type { LogSegment } from '../../../src/core/room/log-segment.ts';
import { author, writeEvent } from '../../../src/core/wire/event-frame.ts';
import { FrameWriter } from '../../../src/core/wire/frame-writer.ts';

/** Events of one segment, as a quiet room has them. */
const EVENTS = 50;
const TEXT = 'Somebody said this before anybody of you came here, and it was not much to say.';

/** What a room has heard before: messages of about `bytes` bytes, from event 1 on. */
export function* history(bytes: number, at: number): Generator<LogSegment> {
  const writer = new FrameWriter();
  const ada = author('m1', 'Ada');
  for (let first = 1, written = 0; written < bytes; first += EVENTS) {
    for (let seq = first; seq < first + EVENTS; seq += 1)
      writeEvent(writer, { seq, at, kind: 'message', id: `old-${seq}`, text: TEXT }, ada);
    const frames = writer.take().slice();
    written += frames.length;
    yield { first, next: first + EVENTS, frames };
  }
}
