import { describe, expect, it } from 'vitest';
import { testCrypto } from '../../../tests/support/crypto.ts';
import { PAIR_WORDS_EACH, pairWords } from './pair-code.ts';

const ADA = '0a'.repeat(32);
const BEN = '0b'.repeat(32);
const EVE = '0e'.repeat(32);

describe('the words of two keys', () => {
  it('are the same at both, whoever looks, and today as ever', () => {
    const words = pairWords(testCrypto, ADA, BEN);
    expect(words).toHaveLength(2 * PAIR_WORDS_EACH);
    expect(pairWords(testCrypto, BEN, ADA)).toEqual(words);
    expect(words.slice(0, PAIR_WORDS_EACH).join(' ')).toMatchInlineSnapshot(
      `"candy question thought absent fetch congress"`,
    );
  });

  it('tell of either key that is another', () => {
    const words = pairWords(testCrypto, ADA, BEN);
    expect(pairWords(testCrypto, ADA, EVE).slice(0, PAIR_WORDS_EACH)).toEqual(words.slice(0, PAIR_WORDS_EACH));
    expect(pairWords(testCrypto, ADA, EVE).slice(PAIR_WORDS_EACH)).not.toEqual(words.slice(PAIR_WORDS_EACH));
  });
});
