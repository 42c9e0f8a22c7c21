import { describe, expect, it } from 'vitest';
import { movedIndex } from './list-keys.ts';

describe('keys in a list', () => {
  it('move by one, by a page and to the ends, and stop there', () => {
    expect(movedIndex('ArrowDown', 0, 3)).toBe(1);
    expect(movedIndex('ArrowDown', 2, 3)).toBe(2);
    expect(movedIndex('ArrowUp', 0, 3)).toBe(0);
    expect(movedIndex('PageDown', 0, 30)).toBe(8);
    expect(movedIndex('PageUp', 3, 30)).toBe(0);
    expect(movedIndex('Home', 7, 30)).toBe(0);
    expect(movedIndex('End', 7, 30)).toBe(29);
  });

  it('begin at the first or the last line where none is chosen', () => {
    expect(movedIndex('ArrowDown', -1, 3)).toBe(0);
    expect(movedIndex('ArrowUp', -1, 3)).toBe(2);
  });

  it('do nothing else, and nothing in an empty list', () => {
    expect(movedIndex('a', 0, 3)).toBeUndefined();
    expect(movedIndex('ArrowDown', -1, 0)).toBeUndefined();
  });
});
