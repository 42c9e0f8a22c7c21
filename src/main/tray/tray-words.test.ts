import { expect, it } from 'vitest';
import { momentWords } from './tray-words.ts';

const NOW = new Date(2026, 10, 30, 16, 30).getTime();

it('writes a moment of today as a time, and another with its day', () => {
  expect(momentWords(new Date(2026, 10, 30, 17, 30).getTime(), NOW, 'zh-CN')).toBe('17:30');
  expect(momentWords(new Date(2026, 10, 30, 17, 30).getTime(), NOW, 'en')).toMatch(/^5:30\sPM$/);
  expect(momentWords(new Date(2026, 11, 1, 8).getTime(), NOW, 'en')).toMatch(/^Tue 8:00\sAM$/);
});
