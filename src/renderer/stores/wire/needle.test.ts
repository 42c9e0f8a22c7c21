import { expect, test } from 'vitest';
import { readNeedle } from './needle.ts';

test('hex is read as people write it', () => {
  for (const text of ['0e00007b', '0E 00 00 7B', '0x0e 0x00 0x00 0x7b', '0e:00:00:7b', '0e, 00, 00, 7b']) {
    expect(readNeedle(text, true)).toEqual(Uint8Array.of(14, 0, 0, 0x7b));
  }
});

test('what is no hex, empty or too long is nothing to search for', () => {
  for (const text of ['', 'xy', '123', ' ', '00'.repeat(257)]) expect(readNeedle(text, true)).toBeUndefined();
  expect(readNeedle('', false)).toBeUndefined();
});

test('a text is looked for in UTF-8', () => {
  expect(readNeedle('你', false)).toEqual(Uint8Array.of(0xe4, 0xbd, 0xa0));
});
