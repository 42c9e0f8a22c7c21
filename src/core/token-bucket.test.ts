import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

it('lets the burst through at once and then as many as were asked for per second', () => {
  const bucket = new TokenBucket(2, 3, 0);
  expect([1, 2, 3, 4].map(() => bucket.take(0))).toEqual([true, true, true, false]);
  expect(bucket.take(499)).toBe(false);
  expect(bucket.take(500)).toBe(true);
  expect(bucket.take(600)).toBe(false);
});

it('never saves up more than the burst', () => {
  const bucket = new TokenBucket(100, 2, 0);
  expect([1, 2, 3].map(() => bucket.take(3_600_000))).toEqual([true, true, false]);
});

it('gives nothing for a clock that went back', () => {
  const bucket = new TokenBucket(1, 1, 10_000);
  bucket.take(10_000);
  expect(bucket.take(0)).toBe(false);
  expect(bucket.take(999)).toBe(false);
  expect(bucket.take(1_000)).toBe(true);
});

it('is full when forgetting it would change nothing', () => {
  const bucket = new TokenBucket(1, 2, 0);
  expect(bucket.isFull(0)).toBe(true);
  bucket.take(0);
  expect(bucket.isFull(999)).toBe(false);
  expect(bucket.isFull(1_000)).toBe(true);
});

it('never lets more through than burst and rate allow, whenever it is asked', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(300), { maxLength: 200 }), (waits) => {
      const bucket = new TokenBucket(10, 5, 0);
      let now = 0;
      let taken = 0;
      for (const wait of waits) {
        now += wait;
        if (bucket.take(now)) taken += 1;
        expect(taken).toBeLessThanOrEqual(5 + now / 100 + 1e-6);
      }
    }),
  );
});

it('lets somebody take more than there is, and gives nothing before that is paid back', () => {
  const bucket = new TokenBucket(10, 20, 0);
  expect([bucket.has(0), bucket.isHalfFull(0)]).toEqual([true, true]);
  bucket.spend(10, 0);
  expect([bucket.has(0), bucket.isHalfFull(0)]).toEqual([true, false]);
  bucket.spend(15, 0);
  expect([bucket.has(0), bucket.has(599), bucket.take(599)]).toEqual([false, false, false]);
  expect([bucket.has(600), bucket.isHalfFull(1_500), bucket.isHalfFull(1_600)]).toEqual([true, false, true]);
  expect([bucket.isFull(2_499), bucket.isFull(2_500)]).toEqual([false, true]);
});
