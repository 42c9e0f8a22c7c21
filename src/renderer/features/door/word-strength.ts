/** How hard a passphrase is to guess by whoever may try a few times a minute. */
export type WordStrength = 'short' | 'weak' | 'fair' | 'strong';

/** Shorter than that is guessed by who knows the people. */
const SHORT = 6;
/** Bits below which a passphrase is found within weeks at 86,400 tries a day, and from which on not in a lifetime. */
const WEAK_BITS = 28;
const STRONG_BITS = 50;
/** Kinds of characters, and how many there are of each. */
const KINDS: readonly (readonly [RegExp, number])[] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[0-9]/, 10],
  [/[\p{Script=Han}]/u, 2_000],
  [/[^a-zA-Z0-9\p{Script=Han}]/u, 30],
];
/** What people choose first. */
const COMMON =
  /^(?:pass(?:word|wort)?|partyline|secret|letmein|welcome|hello|qwert[yz]?|abc|test|admin|口令|密码)*[0-9!.]*$/i;
/** Letters of a word that people know say less than random ones. */
const WORD_SHARE = 0.6;

/** Estimates it by length, kinds of characters and repetition; a common one is weak whatever its length. */
export function wordStrength(word: string): WordStrength {
  const letters = [...word];
  const hasHan = /\p{Script=Han}/u.test(word);
  if (letters.length < (hasHan ? SHORT / 2 : SHORT)) return 'short';
  if (COMMON.test(word)) return 'weak';
  const alphabet = KINDS.reduce((sum, [kind, size]) => sum + (kind.test(word) ? size : 0), 0);
  const distinct = new Set(letters).size;
  const bits = Math.min(letters.length, 2 * distinct) * Math.log2(alphabet) * WORD_SHARE;
  if (bits < WEAK_BITS) return 'weak';
  return bits < STRONG_BITS ? 'fair' : 'strong';
}
