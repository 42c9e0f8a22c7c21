import { expect, test } from 'vitest';
import { charactersOf, readableText } from './characters.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

test('a Chinese character in UTF-8 stands beside the first of its three bytes', () => {
  expect(charactersOf(new TextEncoder().encode('a你!'), 'utf-8')).toEqual(['a', '你', '', '', '!']);
});

test('the same character in GBK has two bytes, and is none in UTF-8', () => {
  const hello = bytes(0xc4, 0xe3, 0xba, 0xc3);
  expect(charactersOf(hello, 'gbk')).toEqual(['你', '', '好', '']);
  expect(charactersOf(hello, 'utf-8')).toEqual(['·', '·', '·', '·']);
});

test('Latin-1 has a character for each byte but the control characters', () => {
  expect(charactersOf(bytes(0xe9, 0x80, 0x00, 0x41), 'latin1')).toEqual(['é', '·', '·', 'A']);
});

test('a character that is cut off at the end is a row of dots', () => {
  expect(charactersOf(bytes(0xe4, 0xbd), 'utf-8')).toEqual(['·', '·']);
  expect(charactersOf(bytes(0xc4), 'gbk')).toEqual(['·']);
});

test('what would be invisible or change the order of a line is a dot', () => {
  expect(charactersOf(new TextEncoder().encode('\u202e'), 'utf-8')).toEqual(['·', '·', '·']);
  expect(charactersOf(bytes(0x00, 0x1b, 0x7f), 'utf-8')).toEqual(['·', '·', '·']);
});

test('a text to read keeps its lines and marks their ends', () => {
  expect(readableText(new TextEncoder().encode('hi\r\nyou\tthere'), 'utf-8')).toBe('hi←↵\nyou→\tthere');
});
