import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DecimalDigits } from './decimal-digits.ts';

function textOf({ words, length }: DecimalDigits): string {
  return Buffer.from(words.buffer, 0, length).toString();
}

it('writes any number as it is written in JSON, whatever it was before', () => {
  const number = fc.oneof(fc.nat(), fc.maxSafeNat(), fc.constantFrom(0, 9, 10, 99, 100, 2 ** 31 - 1, 2 ** 31, 2 ** 53));
  fc.assert(
    fc.property(fc.array(number, { minLength: 1 }), (numbers) => {
      const digits = new DecimalDigits();
      for (const one of numbers) {
        digits.set(one);
        expect(textOf(digits)).toBe(String(one));
      }
    }),
  );
});

it.each([0, 95, 995, 9_995, 2 ** 31 - 5, 999_999_995, 9_999_999_995, Number.MAX_SAFE_INTEGER - 5])(
  'counts up from %i',
  (from) => {
    const digits = new DecimalDigits();
    for (let value = from; value <= Math.min(from + 25, Number.MAX_SAFE_INTEGER); value += 1) {
      digits.set(value);
      expect(textOf(digits)).toBe(String(value));
      digits.set(value);
      expect(textOf(digits), 'the same once more').toBe(String(value));
    }
  },
);
