import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookOf } from './look-alikes.ts';

describe('names that people take for each other', () => {
  it.each([
    ['Ada', 'ADA'],
    ['Ada', 'Аdа'],
    ['Partyline', 'Рartуlinе'],
    ['Bill', 'BiIl'],
    ['Bill', 'Bi11'],
    ['Bob', 'B0b'],
    ['Bob', 'Вob'],
    ['Olga', 'Оlga'],
    ['Ada', 'Ａｄａ'],
    ['Ada', '𝐀𝐝𝐚'],
    ['Tom', 'Torn'],
    ['Ada Lovelace', 'Ada\u00a0\u3000Lovelace'],
    ['Ada', 'A\u00adda'],
    ['Νικος', 'Nικος'],
    ['e\u0301ric', 'éric'],
  ])('look the same: %s, %s', (one, other) => {
    expect(lookOf(other)).toBe(lookOf(one));
  });
});

describe('other names', () => {
  it.each([
    ['Ada', 'Adam'],
    ['Ada', 'Ádá'],
    ['李雷', '李蕾'],
    ['Анна', 'Инна'],
    ['Bob', 'Rob'],
    ['guest 51234', 'guest 51235'],
    ['محمد', 'محمود'],
    ['a', 'b'],
  ])('do not: %s, %s', (one, other) => {
    expect(lookOf(other)).not.toBe(lookOf(one));
  });
});

it('is the same for what it made of a name, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      expect(lookOf(lookOf(name))).toBe(lookOf(name));
    }),
    { examples: [['İ'], ['İrn']] },
  );
});
