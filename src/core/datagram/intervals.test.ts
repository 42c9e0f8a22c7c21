import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Intervals } from './intervals.ts';

const EVERYTHING = 60;

function numbersOf(intervals: Intervals): number[] {
  const gaps: number[] = [];
  intervals.forEachGap(0, EVERYTHING, (from, to) => {
    for (let number = from; number < to; number += 1) gaps.push(number);
  });
  return Array.from({ length: EVERYTHING }, (_, number) => number).filter((number) => !gaps.includes(number));
}

it('is empty at first and after all was removed', () => {
  const intervals = new Intervals();
  expect(intervals.isEmpty).toBe(true);
  intervals.add(3, 7);
  expect([intervals.isEmpty, intervals.total, intervals.firstFrom, intervals.firstTo]).toEqual([false, 4, 3, 7]);
  intervals.remove(0, 10);
  expect([intervals.isEmpty, intervals.total]).toEqual([true, 0]);
});

it('joins ranges that touch, and counts what overlaps once', () => {
  const intervals = new Intervals();
  intervals.add(0, 5);
  intervals.add(10, 15);
  intervals.add(5, 10);
  intervals.add(2, 12);
  expect([intervals.firstFrom, intervals.firstTo, intervals.total]).toEqual([0, 15, 15]);
});

it('takes a hole out of the middle of a range', () => {
  const intervals = new Intervals();
  intervals.add(0, 10);
  intervals.remove(4, 6);
  const gaps: number[][] = [];
  intervals.forEachGap(0, 12, (from, to) => gaps.push([from, to]));
  expect(gaps).toEqual([
    [4, 6],
    [10, 12],
  ]);
  expect(intervals.total).toBe(8);
});

it('tells of gaps up to where it was asked and no further, and of none without a number', () => {
  const intervals = new Intervals();
  intervals.add(10, 12);
  const gapsOf = (from: number, to: number) => {
    const gaps: number[][] = [];
    intervals.forEachGap(from, to, (begin, end) => gaps.push([begin, end]));
    return gaps;
  };
  expect([gapsOf(0, 5), gapsOf(0, 10), gapsOf(0, 12)]).toEqual([[[0, 5]], [[0, 10]], [[0, 10]]]);
  expect([gapsOf(10, 12), gapsOf(10, 11), gapsOf(11, 14)]).toEqual([[], [], [[12, 14]]]);
});

it('ignores ranges without a number in them', () => {
  const intervals = new Intervals();
  intervals.add(5, 5);
  intervals.add(7, 6);
  intervals.remove(0, 9);
  expect(intervals.isEmpty).toBe(true);
  intervals.add(1, 9);
  intervals.remove(5, 5);
  intervals.remove(6, 4);
  expect(intervals.total).toBe(8);
});

it('holds what a set would hold, whatever is added and removed', () => {
  const bound = fc.nat(EVERYTHING);
  const steps = fc.array(fc.tuple(fc.boolean(), bound, bound), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (edits) => {
      const intervals = new Intervals();
      const expected = new Set<number>();
      for (const [adds, from, to] of edits) {
        if (adds) intervals.add(from, to);
        else intervals.remove(from, to);
        for (let number = from; number < to; number += 1) {
          if (adds) expected.add(number);
          else expected.delete(number);
        }
        const sorted = [...expected].sort((one, other) => one - other);
        expect(numbersOf(intervals)).toEqual(sorted);
        expect(intervals.total).toBe(sorted.length);
        expect(intervals.isEmpty).toBe(sorted.length === 0);
        if (sorted.length === 0) continue;
        expect(intervals.firstFrom).toBe(sorted[0]);
        let end = sorted[0] as number;
        while (expected.has(end)) end += 1;
        expect(intervals.firstTo).toBe(end);
      }
    }),
    { numRuns: 200 },
  );
});
