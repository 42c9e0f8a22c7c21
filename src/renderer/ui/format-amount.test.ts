import { describe, expect, it } from 'vitest';
import { formatBytes, formatCount, formatMilliseconds, formatShare } from './format-amount.ts';

describe('amounts', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [999.7, '1 kB'],
    [1_000, '1 kB'],
    [14_449, '14.4 kB'],
    [120_000, '120 kB'],
    [999_999, '1 MB'],
    [4_200_000_000, '4.2 GB'],
    [9e18, '9,000,000 TB'],
  ])('%d bytes are %s', (bytes, words) => {
    expect(formatBytes('en', bytes)).toBe(words);
  });

  it('are written as their language writes numbers', () => {
    expect(formatBytes('de', 14_449)).toBe('14,4 kB');
    expect(formatCount('zh-CN', 1_503)).toBe('1,503');
  });

  it('of time say what the clock could not tell apart', () => {
    expect(formatMilliseconds('en', 0.02, 0.1)).toBe('< 0.1 ms');
    expect(formatMilliseconds('en', 0.42, 0.1)).toBe('0.4 ms');
    expect(formatMilliseconds('en', 0.42, 1)).toBe('< 1 ms');
    expect(formatMilliseconds('en', 123.4, 1)).toBe('123 ms');
  });

  it('as shares keep a small one apart from none', () => {
    expect([formatShare('en', 0), formatShare('en', 0.0004), formatShare('en', 0.0123)]).toEqual([
      '0%',
      '0.04%',
      '1.2%',
    ]);
  });
});
