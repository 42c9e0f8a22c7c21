import fc from 'fast-check';
import { expect, it } from 'vitest';
import { headersOf } from '../../../tests/support/frames.ts';
import { author, frameOffsets, writeEvent } from './event-frame.ts';
import { FrameWriter } from './frame-writer.ts';

it('writes an event with every field of the protocol', () => {
  const writer = new FrameWriter();
  const event = {
    seq: 7,
    at: 1_700_000_000_123,
    kind: 'message',
    id: 'a-1',
    text: 'hi',
    reply_to: 'b-2',
    reply_seq: 3,
  };
  writeEvent(writer, event, author('m1', 'Ada'));
  expect(headersOf(writer.take())).toEqual([{ type: 'event', ...event, from: 'm1', nick: 'Ada' }]);
});

it('leaves reply_to out where there is none', () => {
  const writer = new FrameWriter();
  writeEvent(writer, { seq: 1, at: 0, kind: 'joined', id: 'joined-1', text: '' }, author('m1', 'Ada'));
  expect(headersOf(writer.take())[0]).not.toHaveProperty('reply_to');
});

it('carries any text, nickname and id unharmed through its hand-made JSON', () => {
  const any = fc.oneof(fc.string(), fc.constantFrom('"\\\n\t', '你好🎉', '\u2028\u202e', '</script>', '\u0000'));
  fc.assert(
    fc.property(any, any, any, any, (id, nick, text, reply_to) => {
      const writer = new FrameWriter();
      writeEvent(writer, { seq: 1, at: 2, kind: 'message', id, text, reply_to }, author('m1', nick));
      expect(headersOf(writer.take())).toMatchObject([{ id, nick, text, reply_to }]);
    }),
  );
});

it('finds where each frame begins, also in a part of a larger buffer', () => {
  const writer = new FrameWriter();
  const expected: number[] = [];
  writer.write('{"before":true}');
  const before = writer.length;
  for (let seq = 1; seq <= 20; seq += 1) {
    expected.push(writer.length - before);
    writeEvent(writer, { seq, at: 0, kind: 'message', id: `i${seq}`, text: 'ä'.repeat(seq) }, author('m1', 'Ada'));
  }
  expect([...frameOffsets(writer.take().subarray(before))]).toEqual(expected);
  expect([...frameOffsets(new Uint8Array(0))]).toEqual([]);
});
