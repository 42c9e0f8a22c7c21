import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Alarm } from './alarm.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const NEVER = Number.POSITIVE_INFINITY;

/** An alarm, and when it rang for a deadline and for something read. */
function watched(next: { ring?: () => number; read?: () => number } = {}) {
  const rang: number[] = [];
  const read: number[] = [];
  const alarm = new Alarm(
    (now) => {
      rang.push(now);
      return next.ring?.() ?? NEVER;
    },
    (now) => {
      read.push(now);
      return next.read?.() ?? NEVER;
    },
  );
  return { alarm, rang, read };
}

it('rings once for many deadlines, at the earliest', () => {
  const { alarm, rang } = watched();
  const start = performance.now();
  for (const wait of [30, 10, 20]) alarm.by(start + wait);
  vi.advanceTimersByTime(100);
  expect(rang.map((at) => at - start)).toEqual([10]);
});

it('goes on with the deadline that it is told when it rings', () => {
  let left = 3;
  const { alarm, rang } = watched({
    ring: () => {
      left -= 1;
      return left > 0 ? performance.now() + 10 : NEVER;
    },
  });
  alarm.by(performance.now() + 10);
  vi.advanceTimersByTime(100);
  expect(rang).toHaveLength(3);
});

it('works once on all that is read in a turn, and leaves other deadlines as they are', () => {
  const { alarm, rang, read } = watched();
  alarm.by(performance.now() + 10);
  for (let i = 0; i < 5; i += 1) alarm.soon();
  vi.advanceTimersByTime(5);
  expect([read.length, rang.length]).toEqual([1, 0]);
  vi.advanceTimersByTime(5);
  expect(rang).toHaveLength(1);
});

it('rings at once for a deadline that has passed', () => {
  const { alarm, rang } = watched();
  alarm.by(0);
  vi.advanceTimersByTime(1);
  expect(rang).toHaveLength(1);
});

it.each(['ring', 'read'] as const)('rings no more when it was stopped from within (%s)', (within) => {
  const stop = () => {
    alarm.stop();
    return performance.now() + 1;
  };
  const { alarm, rang, read } = watched({ [within]: stop });
  if (within === 'ring') alarm.by(performance.now() + 1);
  else alarm.soon();
  vi.advanceTimersByTime(50);
  alarm.by(0);
  alarm.soon();
  vi.advanceTimersByTime(50);
  expect(rang.length + read.length).toBe(1);
});
