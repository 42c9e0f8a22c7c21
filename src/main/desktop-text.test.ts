import { describe, expect, it } from 'vitest';
import { menuText, oneLine, withoutMarkup } from './desktop-text.ts';

describe('what strangers wrote, on the desktop', () => {
  it('is one line without what turns or hides other characters', () => {
    expect(oneLine('first\nsecond\t third\u202e', 80)).toBe('first second third');
    expect(oneLine('你好  🎉', 80)).toBe('你好 🎉');
  });

  it('is cut with an ellipsis, and not through a character', () => {
    expect(oneLine('abcdef', 6)).toBe('abcdef');
    expect(oneLine('abcdefg', 6)).toBe('abcde…');
    expect(oneLine('abcd🎉🎉', 6)).toBe('abcd…');
    expect(oneLine('x'.repeat(1_000_000), 6)).toBe('xxxxx…');
  });

  it('is no markup for a notification server of Linux', () => {
    expect(withoutMarkup('<a href="x">1 & 2</a>', 'linux')).toBe('‹a href="x"›1 ＆ 2‹/a›');
    expect(withoutMarkup('1 < 2', 'win32')).toBe('1 < 2');
  });

  it('underlines no letter of a menu', () => {
    expect(menuText('R&D')).toBe('R&&D');
  });
});
