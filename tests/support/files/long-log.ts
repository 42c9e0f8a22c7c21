import { author, writeEvent } from '../../../src/core/wire/event-frame.ts';
import { FrameWriter } from '../../../src/core/wire/frame-writer.ts';
import { RoomStore } from '../../../src/node/store/room-store.ts';
import { DEFAULT_LIMITS } from '../../../src/shared/limits.ts';

export interface LongLog {
  /** File of the room's log. */
  readonly path: string;
  readonly name: string;
  readonly events: number;
  /** Events in one row, as if they had been said in one turn. */
  readonly perTurn?: number;
}

/** Writes a room's log of messages, as if somebody had said them: number `n` has the text `message n`. */
export function writeLongLog({ path, name, events, perTurn = 50 }: LongLog): void {
  const opened = RoomStore.open(path, name, { limits: DEFAULT_LIMITS, damaged: () => {} });
  if (!opened.ok) throw new Error(opened.problem.text);
  const store = opened.value;
  const writer = new FrameWriter();
  const ada = author('m1', 'Ada');
  for (let first = 1; first <= events; first += perTurn) {
    const next = Math.min(first + perTurn, events + 1);
    for (let seq = first; seq < next; seq += 1) {
      const event = { seq, at: 1_700_000_000_000 + seq, kind: 'message', id: `i${seq}`, text: `message ${seq}` };
      writeEvent(writer, event, ada);
    }
    store.commit({ segment: { first, next, frames: writer.take() }, sessions: [], forgotten: [], rules: [] });
  }
  store.close();
}
