import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PIECE_SIZE } from './constants.ts';
import { PieceMap } from './piece-map.ts';

it('knows what is there, what is missing, and how many bytes that is', () => {
  const map = new PieceMap(4 * PIECE_SIZE + 10);
  expect(map.missing()).toEqual([[0, 5]]);
  expect([map.add(1), map.add(1), map.add(4), map.add(5), map.add(-1)]).toEqual([true, false, true, false, false]);
  expect(map.missing()).toEqual([
    [0, 1],
    [2, 2],
  ]);
  expect(map.missing(1)).toEqual([[0, 1]]);
  expect([map.count, map.bytes, map.isComplete]).toEqual([2, PIECE_SIZE + 10, false]);
  expect([map.nextMissing(1), map.nextMissing(4)]).toEqual([2, undefined]);
});

it('is complete at once for a content without bytes', () => {
  expect([new PieceMap(0).isComplete, new PieceMap(0).missing()]).toEqual([true, []]);
});

it('misses exactly what was not added, whatever the order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.array(fc.nat(70)), (pieces, added) => {
      const map = new PieceMap(pieces * PIECE_SIZE);
      for (const index of added) map.add(index);
      const missing = map.missing().flatMap(([first, count]) => Array.from({ length: count }, (_, at) => first + at));
      const wanted = Array.from({ length: pieces }, (_, index) => index).filter((index) => !added.includes(index));
      expect(missing).toEqual(wanted);
    }),
  );
});
