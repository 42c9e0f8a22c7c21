import { describe, expect, it } from 'vitest';
import { crowd } from './crowd.ts';
import { ALL_HABITS } from './stranger.ts';

/** A taste of what `npm run simulate -- --strangers` runs; STRANGER_SEEDS=500 makes it more. */
const SEEDS = Number(process.env.STRANGER_SEEDS ?? 10);

describe('members beside strangers, on a computer on which work takes time', () => {
  it.each(ALL_HABITS)('are served in time beside six of the habit %s', (habit) => {
    const history = habit === 'late' ? 6_000_000 : 0;
    expect(crowd(1, { habits: Array(6).fill(habit), members: 3, seconds: 3, history }).failure).toBeUndefined();
  });

  it.each(Array.from({ length: SEEDS }, (_, index) => index + 1))('are served in time with seed %i', (seed) => {
    expect(crowd(seed).failure, `replay it with: npm run simulate -- --strangers --seed ${seed}`).toBeUndefined();
  });

  it('do not notice that a stretch of the log can not be read for those who come late', () => {
    const options = { habits: ['late', 'late'], members: 2, seconds: 3, history: 1_000_000, isDamaged: true } as const;
    const { failure, turnedOut } = crowd(1, options);
    expect(failure).toBeUndefined();
    expect(turnedOut).toBeGreaterThan(0);
  });

  it.each(['junk', 'questions', 'typist', 'repeats'] as const)('see who only costs (%s) let go', (habit) => {
    const { failure, turnedOut } = crowd(1, { habits: [habit], members: 2, seconds: 40 });
    expect(failure).toBeUndefined();
    expect(turnedOut).toBeGreaterThan(0);
  });

  it('do the same twice with the same seed', () => {
    expect(crowd(3)).toEqual(crowd(3));
  });
});

it.each(['questions', 'talker', 'typist'] as const)('a host that sees no time pass is caught beside %s', (habit) => {
  const options = { habits: Array(6).fill(habit), members: 3, seconds: 3, isTimeless: true };
  expect(crowd(1, options).failure).toMatch(/is answered|was answered|no answer|accepted after/);
});
