import { expect, it } from 'vitest';
import { headersOf, rawFrame } from '../../../tests/support/frames.ts';
import { FrameWriter } from '../wire/frame-writer.ts';
import { protocolError } from '../wire/protocol-error.ts';
import { ReplyWriters, refuseAccepted } from './replies.ts';

it('a writer is lent again once what was written in it is taken', () => {
  const writers = new ReplyWriters();
  const writer = writers.borrow();
  writer.write('{"type":"pong"}');
  expect(headersOf(writers.giveBack(writer))).toEqual([{ type: 'pong' }]);
  expect(writers.borrow()).toBe(writer);
  expect(writers.borrow()).not.toBe(writer);
  expect(writer.length).toBe(0);
});

it('a writer that has grown large is kept no longer, one of 64 KiB is', () => {
  const writers = new ReplyWriters();
  const large = new FrameWriter(65_537);
  writers.giveBack(large);
  expect(writers.borrow()).not.toBe(large);
  const usual = new FrameWriter(65_536);
  writers.giveBack(usual);
  expect(writers.borrow()).toBe(usual);
});

it('so many writers are kept, and no more', () => {
  const writers = new ReplyWriters();
  const lent = Array.from({ length: 65 }, () => writers.borrow());
  for (const writer of lent) writers.giveBack(writer);
  const again = new Set(lent.map(() => writers.borrow()));
  expect(lent.filter((writer) => again.has(writer))).toHaveLength(64);
});

it('of what a link is owed, acceptances of what is not on disk are refused, and nothing else', () => {
  const replies = new FrameWriter();
  const frames = [
    { type: 'accepted', id: 'old', seq: 7 },
    { type: 'accepted', id: 'new', seq: 8 },
    { type: 'future', id: 'other', seq: 9 },
  ];
  for (const frame of frames) replies.writeRaw(rawFrame(frame));
  refuseAccepted(replies, 7, protocolError('store_failed', 'full'));
  expect(headersOf(replies.take())).toEqual([
    frames[0],
    { type: 'refused', id: 'new', code: 'store_failed', text: 'full' },
    frames[2],
  ]);
});
