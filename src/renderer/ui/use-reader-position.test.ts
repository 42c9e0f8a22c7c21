import { describe, expect, it } from 'vitest';
import { isAtBottom } from './use-reader-position.ts';

const END = { top: 900, height: 1_500, viewport: 600 };

describe('the reader’s place', () => {
  it('is the bottom within a few pixels of the end', () => {
    expect(isAtBottom(false, 0, END, true)).toBe(true);
    expect(isAtBottom(false, 0, { ...END, top: 852 }, true)).toBe(true);
    expect(isAtBottom(false, 0, { ...END, top: 851 }, true)).toBe(false);
  });

  it('leaves the bottom when the reader scrolls up', () => {
    expect(isAtBottom(true, 900, { ...END, top: 800 }, true)).toBe(false);
  });

  it('stays the bottom when the list grew below', () => {
    expect(isAtBottom(true, 900, { ...END, height: 2_500 }, true)).toBe(true);
  });

  it('stays the bottom when the virtual list moves by itself', () => {
    expect(isAtBottom(true, 900, { ...END, top: 300 }, false)).toBe(true);
  });

  it('does not become the bottom by scrolling down part of the way', () => {
    expect(isAtBottom(false, 100, { ...END, top: 500 }, true)).toBe(false);
  });
});
