import { expect, it } from 'vitest';
import { SendStream } from './send-stream.ts';

const piece = { offset: 0, length: 0, ends: false, again: false };

it('takes the ack of a lone end that overtakes the last bytes', () => {
  const stream = new SendStream();
  stream.write(Uint8Array.from([1, 2, 3]));
  stream.takeNext(100, 100, piece);
  stream.end();
  stream.takeNext(100, 100, piece);
  expect(piece).toEqual({ offset: 3, length: 0, ends: true, again: false });
  stream.acked(3, 0, true);
  expect([stream.isDone, stream.kept]).toEqual([false, 3]);
  stream.lost(0, 3, false);
  stream.takeNext(100, 100, piece);
  expect(piece).toMatchObject({ offset: 0, length: 3, again: true });
  stream.acked(0, 3, false);
  expect([stream.isDone, stream.kept]).toEqual([true, 0]);
});
