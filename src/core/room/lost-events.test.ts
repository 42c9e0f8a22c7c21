import { expect, it } from 'vitest';
import { headersOf } from '../../../tests/support/frames.ts';
import type { LogSegment } from './log-segment.ts';
import { lostEvents, lostEventsBefore } from './lost-events.ts';

const STRETCH = { first: 5, next: 9, at: 1_000 };
const MUCH = 1_000_000;

function numbersOf({ frames }: LogSegment): unknown[] {
  return headersOf(frames).map(({ seq }) => seq);
}

it('puts a placeholder in the place of each event, and names the last in the first', () => {
  const segment = lostEvents(STRETCH, 5, MUCH);
  expect(segment).toMatchObject({ first: 5, next: 9 });
  expect(headersOf(segment.frames)).toEqual(
    [5, 6, 7, 8].map((seq) => ({
      type: 'event',
      seq,
      at: 1_000,
      kind: 'lost',
      id: `lost-${seq}`,
      from: '',
      nick: '',
      text: seq === 5 ? '8' : '',
    })),
  );
});

it('begins in the middle, and makes as many as were asked for, at least one', () => {
  expect(lostEvents(STRETCH, 6, 250)).toMatchObject({ first: 6, next: 8 });
  expect(numbersOf(lostEvents(STRETCH, 6, 250))).toEqual([6, 7]);
  expect(numbersOf(lostEvents(STRETCH, 8, 0))).toEqual([8]);
});

it('goes backwards from an event that comes behind, or lies within', () => {
  expect(lostEventsBefore(STRETCH, 9, MUCH)).toMatchObject({ first: 5, next: 9 });
  expect(numbersOf(lostEventsBefore(STRETCH, 9, 250))).toEqual([7, 8]);
  expect(numbersOf(lostEventsBefore(STRETCH, 8, 250))).toEqual([6, 7]);
  expect(numbersOf(lostEventsBefore(STRETCH, 12, MUCH))).toEqual([5, 6, 7, 8]);
});
