import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODE_EMOJI } from './code-emoji.ts';
import { codeWords, fingerprintStart, fourWords, shortCode } from './code-words.ts';
import { ENGLISH_WORDS } from './english-words.ts';

describe('the lists', () => {
  it('have 2,048 words in their published order', () => {
    expect(ENGLISH_WORDS).toHaveLength(2_048);
    // The SHA-256 of english.txt of BIP-39.
    const file = `${ENGLISH_WORDS.join('\n')}\n`;
    expect(createHash('sha256').update(file).digest('hex')).toBe(
      '2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda',
    );
  });

  it('have words that differ by their first four letters', () => {
    expect(new Set(ENGLISH_WORDS.map((word) => word.slice(0, 4))).size).toBe(2_048);
    for (const word of ENGLISH_WORDS) expect(word).toMatch(/^[a-z]{3,8}$/);
  });

  it('have 64 pictures, each one sign with a name of its own in both languages', () => {
    expect(CODE_EMOJI).toHaveLength(64);
    for (const field of ['sign', 'en', 'zh'] as const) {
      expect(new Set(CODE_EMOJI.map((emoji) => emoji[field])).size, field).toBe(64);
    }
    for (const { sign, en, zh } of CODE_EMOJI) {
      expect(sign).toMatch(/^\p{Emoji_Presentation}$/u);
      expect(en).toMatch(/^[a-z]+$/);
      expect(zh).toMatch(/^\p{Script=Han}+$/u);
    }
  });
});

describe('a short code', () => {
  it('says the first 44 bits as words and the first 42 as pictures', () => {
    expect(shortCode(new Uint8Array(32)).words).toEqual(['abandon', 'abandon', 'abandon', 'abandon']);
    const { words, emoji } = shortCode(Uint8Array.of(0xff, 0xe0, 0, 0, 0, 1 << 4, ...new Uint8Array(26)));
    expect(words).toEqual(['zoo', 'abandon', 'abandon', 'ability']);
    expect(emoji.map(({ en }) => en)).toEqual(['diamond', 'drum', 'dog', 'dog', 'dog', 'dog', 'dog']);
  });

  it('is another when any of those bits is', () => {
    const code = new Uint8Array(32);
    for (let bit = 0; bit < 44; bit += 1) {
      const other = code.with(bit >> 3, 0x80 >> (bit & 7));
      expect(shortCode(other).words, `bit ${bit}`).not.toEqual(shortCode(code).words);
      if (bit < 42) expect(shortCode(other).emoji, `bit ${bit}`).not.toEqual(shortCode(code).emoji);
    }
  });
});

describe('the words of a fingerprint', () => {
  it('are four, which say its first 11 digits', () => {
    expect(fourWords('00000000000fffffffffffffffffffff')).toEqual(['abandon', 'abandon', 'abandon', 'abandon']);
    expect(fourWords('fffffffffff000000000000000000000')).toEqual(['zoo', 'zoo', 'zoo', 'zoo']);
    expect(codeWords(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xf0), 4)).toEqual(['zoo', 'zoo', 'zoo', 'zoo']);
  });

  it('give those digits back', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9a-f]{32}$/),
        fc.constantFrom(' ', '-', ', ', '\n', ' · '),
        (fingerprint, between) => {
          expect(fingerprintStart(fourWords(fingerprint).join(between))).toBe(fingerprint.slice(0, 11));
        },
      ),
    );
  });

  it('are understood in capitals and by their first four letters', () => {
    expect(fingerprintStart('  Zoo ABAN abando ability ')).toBe('ffe00000001');
  });

  it.each([
    '',
    'zoo',
    'zoo zoo zoo',
    'zoo zoo zoo zoo zoo',
    'zoo zoo zoo zoos',
    'aba aba aba aba',
    'zoo zoo zoo zoo7',
    '你 zoo zoo zoo zoo',
  ])('are nothing else: %s', (text) => {
    expect(fingerprintStart(text)).toBeUndefined();
  });

  it('throw at no text', () => {
    fc.assert(fc.property(fc.string(), (text) => fingerprintStart(text) === undefined));
  });
});
