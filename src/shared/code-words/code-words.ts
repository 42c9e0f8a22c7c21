import { CODE_EMOJI, type CodeEmoji } from './code-emoji.ts';
import { ENGLISH_WORDS } from './english-words.ts';

/** Bits that a word and a picture say. */
const WORD_BITS = 11;
const EMOJI_BITS = 6;
const BYTE_BITS = 8;

/** Words and pictures of a short code: 44 and 42 bits. */
export const SHORT_CODE_WORDS = 4;
export const SHORT_CODE_EMOJI = 7;
/** Words that say the beginning of a fingerprint: 44 bits, which are 11 hex digits. */
export const FINGERPRINT_WORDS = 4;
const FINGERPRINT_START = (FINGERPRINT_WORDS * WORD_BITS) / 4;
/** By so many letters the words of the list differ already. */
const LETTERS_ENOUGH = 4;

const WORD_NUMBERS: ReadonlyMap<string, number> = new Map(
  ENGLISH_WORDS.map((word, number) => [word.slice(0, LETTERS_ENOUGH), number]),
);

/** The same code twice: two people compare whichever they like. */
export interface ShortCode {
  readonly words: readonly string[];
  readonly emoji: readonly CodeEmoji[];
}

/** The short code of a link, of the 32 bytes that both its ends have (`LinkSecurity.code`); it is the same for guest and host. */
export function shortCode(code: Uint8Array): ShortCode {
  return {
    words: codeWords(code, SHORT_CODE_WORDS),
    emoji: numbersOf(code, EMOJI_BITS, SHORT_CODE_EMOJI).map((number) => CODE_EMOJI[number] as CodeEmoji),
  };
}

/** The first bits of some bytes as words, 11 bits each. */
export function codeWords(bytes: Uint8Array, count: number): string[] {
  return numbersOf(bytes, WORD_BITS, count).map((number) => ENGLISH_WORDS[number] as string);
}

/** The four words of a fingerprint of hex digits, of which they say the first 11. */
export function fourWords(fingerprint: string): string[] {
  const digits = fingerprint.slice(0, FINGERPRINT_START).padEnd(FINGERPRINT_START + 1, '0');
  const bytes = Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16),
  );
  return codeWords(bytes, FINGERPRINT_WORDS);
}

/**
 * The first 11 hex digits of the fingerprint that four words say, however they are parted and in capitals or not; the first four
 * letters of a word are enough. Undefined where they are not four words of the list.
 */
export function fingerprintStart(text: string): string | undefined {
  const said = text.toLowerCase().match(/[a-z]+/g) ?? [];
  if (said.length !== FINGERPRINT_WORDS || /[^a-z\s.,;\-–—·_]/.test(text.toLowerCase())) return undefined;
  let value = 0;
  for (const word of said) {
    const number = WORD_NUMBERS.get(word.slice(0, LETTERS_ENOUGH));
    if (number === undefined || !ENGLISH_WORDS[number]?.startsWith(word)) return undefined;
    value = value * 2 ** WORD_BITS + number;
  }
  return value.toString(16).padStart(FINGERPRINT_START, '0');
}

/** So many whole numbers of so many bits from the beginning of some bytes, the first bit the highest. */
function numbersOf(bytes: Uint8Array, bits: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    let number = 0;
    for (let bit = index * bits; bit < (index + 1) * bits; bit += 1) {
      number = 2 * number + (((bytes[Math.floor(bit / BYTE_BITS)] ?? 0) >> (7 - (bit % BYTE_BITS))) & 1);
    }
    return number;
  });
}
