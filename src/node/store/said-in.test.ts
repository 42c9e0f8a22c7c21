import { expect, test } from 'vitest';
import { author, writeEvent } from '../../core/wire/event-frame.ts';
import { FrameWriter } from '../../core/wire/frame-writer.ts';
import { saidIn } from './said-in.ts';
import { decodeEvents } from './segment-table.ts';

test('finds the same messages and files as parsing every event does, whatever their ids look like', () => {
  const writer = new FrameWriter();
  const ids = [
    'a',
    '',
    'with "quotes"',
    'back\\slash',
    '你好',
    'naïve',
    'x'.repeat(60),
    'ü'.repeat(60),
    '\u2028',
    'e-1',
  ];
  const kinds = ['message', 'file', 'joined', 'left', 'restored'];
  let seq = 0;
  for (const id of ids) {
    for (const kind of kinds) {
      seq += 1;
      writeEvent(
        writer,
        { seq, at: 1_800_000_000_000 + seq, kind, id, text: `"kind":"message" ${id}` },
        author(id, 'Mia'),
      );
    }
  }
  const frames = writer.take();
  const expected = [...decodeEvents(frames)]
    .filter(({ kind }) => kind === 'message' || kind === 'file')
    .map(({ from, id, seq: number }) => ({ member: from, id, seq: number }));
  expect([...saidIn(frames)]).toEqual(expected);
  expect(expected.map(({ id }) => id)).toEqual(ids.flatMap((id) => [id, id]));
});
