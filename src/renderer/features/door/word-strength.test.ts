import { expect, it } from 'vitest';
import { wordStrength } from './word-strength.ts';

it.each([
  ['', 'short'],
  ['abc', 'short'],
  ['口令', 'short'],
  ['password1', 'weak'],
  ['aaaaaaaaaaaaaaaa', 'weak'],
  ['tomorrow', 'weak'],
  ['correct horse', 'fair'],
  ['correct horse battery', 'strong'],
  ['周五晚上一起吃火锅', 'strong'],
] as const)('says that %j is %s', (word, strength) => {
  expect(wordStrength(word)).toBe(strength);
});
