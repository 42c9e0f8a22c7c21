import { expect, test } from 'vitest';
import { placesOf, runsBetween } from './byte-runs.ts';

test('a line of bytes is cut where a span or a hit begins and ends', () => {
  const spans = [
    { from: 0, to: 4, kind: 'length' as const },
    { from: 4, to: 20, kind: 'header' as const },
  ];
  expect(runsBetween(2, 18, spans, [{ from: 3, to: 6 }])).toEqual([
    { from: 2, to: 3, kind: 'length', isHit: false },
    { from: 3, to: 4, kind: 'length', isHit: true },
    { from: 4, to: 6, kind: 'header', isHit: true },
    { from: 6, to: 18, kind: 'header', isHit: false },
  ]);
});

test('bytes that no span covers have no kind', () => {
  expect(runsBetween(0, 6, [{ from: 2, to: 4, kind: 'body' }], [])).toEqual([
    { from: 0, to: 2, kind: undefined, isHit: false },
    { from: 2, to: 4, kind: 'body', isHit: false },
    { from: 4, to: 6, kind: undefined, isHit: false },
  ]);
});

test('bytes are found wherever they stand, also at both ends', () => {
  const bytes = Uint8Array.from([1, 2, 1, 2, 3, 1, 2]);
  expect(placesOf(bytes, Uint8Array.from([1, 2]))).toEqual([
    { from: 0, to: 2 },
    { from: 2, to: 4 },
    { from: 5, to: 7 },
  ]);
  expect(placesOf(bytes, Uint8Array.from([1, 1]))).toEqual([]);
  expect(placesOf(bytes, new Uint8Array(0))).toEqual([]);
});
