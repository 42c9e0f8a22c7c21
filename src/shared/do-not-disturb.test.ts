import { describe, expect, it } from 'vitest';
import { isQuiet, quietSetting } from './do-not-disturb.ts';

const EVENING = new Date(2026, 10, 30, 22, 15).getTime();

describe('do not disturb', () => {
  it('lasts an hour, until eight tomorrow, or until it is turned off', () => {
    expect(quietSetting('hour', EVENING)).toBe(new Date(2026, 10, 30, 23, 15).getTime());
    expect(quietSetting('tomorrow', EVENING)).toBe(new Date(2026, 11, 1, 8).getTime());
    expect(quietSetting('on', EVENING)).toBe(true);
    expect(quietSetting('off', EVENING)).toBe(false);
  });

  it('is over at the moment that was set, and not before', () => {
    const until = quietSetting('hour', EVENING) as number;
    expect([isQuiet(until, EVENING), isQuiet(until, until - 1), isQuiet(until, until)]).toEqual([true, true, false]);
    expect([isQuiet(true, EVENING), isQuiet(false, EVENING)]).toEqual([true, false]);
  });
});
