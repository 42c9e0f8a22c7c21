import { readText } from './read-text.ts';

const BLANK = /\s/;

/**
 * A command line's words, as a program gets them: blanks separate, quotation marks of either kind hold together and
 * are taken away. Nothing else has a meaning, for no shell reads it: no variable, no pattern, no pipe.
 * @param line UTF-8, or GB18030; what is neither has replacement characters
 */
export function splitWords(line: Uint8Array): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (const character of readText(line)) {
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
      else word += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (BLANK.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  return word === undefined ? words : [...words, word];
}
