import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkText, cleanText } from './check-text.ts';

it('names the length that was too long', () => {
  expect(checkText('x'.repeat(11), 10)).toMatchObject({ error: 'text_too_long', text: expect.stringContaining('11') });
  expect(checkText('x'.repeat(10), 10)).toBeUndefined();
});

it('counts characters as String.length does: an emoji is two', () => {
  expect(checkText('🎉'.repeat(5), 10)).toBeUndefined();
  expect(checkText('🎉'.repeat(6), 10)?.error).toBe('text_too_long');
});

it.each([...Array(32).keys(), 127])('judges the control character %i', (code) => {
  const allowed = [9, 10, 13].includes(code);
  expect(checkText(`a${String.fromCharCode(code)}b`, 10)?.error).toBe(allowed ? undefined : 'text_invalid');
});

it('cleans what a person pasted: line ends, control characters, halves of pairs, blanks at the end', () => {
  expect(cleanText('a\r\nb\rc\u0000\u001b[1m\ud800d \n ')).toBe('a\nb\nc[1m\ufffdd');
});

/** Any UTF-16 code unit, halves of pairs as well. */
const anyUnit = fc.nat(0xffff).map((unit) => String.fromCharCode(unit));

it('cleans any text so that it is not refused for its content, and once is enough', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyUnit, maxLength: 30 }), (text) => {
      const clean = cleanText(text);
      expect(checkText(clean, 1_000)?.error).not.toBe('text_invalid');
      expect(cleanText(clean)).toBe(clean);
    }),
    { numRuns: 50 },
  );
});
