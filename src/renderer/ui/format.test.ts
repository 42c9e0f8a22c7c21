import { describe, expect, it } from 'vitest';
import {
  daysAgo,
  formatClock,
  formatDay,
  formatList,
  formatMoment,
  formatTime,
  formatWhen,
  untilMidnight,
} from './format.ts';

const NOW = new Date(2026, 10, 20, 16, 5).getTime();
const HOUR = 3_600_000;
const WORDS = { today: 'Today', yesterday: 'Yesterday' };

describe('dates and times', () => {
  it('writes the time as the locale does', () => {
    expect(formatTime('en-GB', NOW)).toBe('16:05');
    expect(formatTime('en-US', NOW)).toMatch(/^4:05\sPM$/);
    expect(formatTime('zh-CN', NOW)).toBe('16:05');
  });

  it('writes a moment to the millisecond, the same length at every hour', () => {
    expect(formatClock('en-US', new Date(2026, 10, 20, 0, 5, 9, 42).getTime())).toBe('00:05:09.042');
    expect(formatClock('zh-CN', new Date(2026, 10, 20, 16, 5, 9, 0).getTime())).toBe('16:05:09.000');
  });

  it('counts days by the calendar, not by hours', () => {
    expect(daysAgo(new Date(2026, 10, 19, 23, 59).getTime(), new Date(2026, 10, 20, 0, 1).getTime())).toBe(1);
    expect(daysAgo(new Date(2026, 10, 20, 0, 1).getTime(), new Date(2026, 10, 20, 23, 59).getTime())).toBe(0);
    expect(daysAgo(NOW + 24 * HOUR, NOW)).toBe(-1);
  });

  it('calls the last two days by their words', () => {
    expect(formatDay('en-GB', NOW - HOUR, NOW, WORDS)).toBe('Today');
    expect(formatDay('en-GB', NOW - 24 * HOUR, NOW, WORDS)).toBe('Yesterday');
  });

  it('names the year only when it is another', () => {
    expect(formatDay('en-GB', new Date(2026, 2, 4).getTime(), NOW, WORDS)).toBe('Wednesday 4 March');
    expect(formatDay('en-GB', new Date(2025, 2, 4).getTime(), NOW, WORDS)).toMatch(/2025$/);
    expect(formatDay('zh-CN', new Date(2026, 2, 4).getTime(), NOW, WORDS)).toBe('3月4日星期三');
  });

  it('says when a room was last joined: the time today, else the day', () => {
    expect(formatWhen('en-GB', NOW - HOUR, NOW, WORDS)).toBe('15:05');
    expect(formatWhen('en-GB', NOW - 24 * HOUR, NOW, WORDS)).toBe('Yesterday');
    expect(formatWhen('en-GB', new Date(2026, 2, 4).getTime(), NOW, WORDS)).toBe('4 Mar 2026');
  });

  it('shows a number that is no date as nothing instead of failing', () => {
    for (const at of [1e20, -1e20, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(formatTime('en', at)).toBe('');
      expect(formatMoment('en', at)).toBe('');
      expect(formatDay('en', at, NOW, WORDS)).toBe('');
      expect(formatWhen('en', at, NOW, WORDS)).toBe('');
    }
  });

  it('knows how long the day still lasts', () => {
    expect(untilMidnight(new Date(2026, 10, 20, 23, 59, 59).getTime())).toBe(1_000);
  });

  it('lists names as the language does', () => {
    expect(formatList('en', ['Ada', 'Ben', 'Cem'])).toBe('Ada, Ben, and Cem');
    expect(formatList('zh-CN', ['小明', 'Ben'])).toBe('小明和Ben');
  });
});
