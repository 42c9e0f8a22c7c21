/**
 * What shows nothing, or reorders what stands beside it: `Default_Ignorable_Code_Point` of Unicode (bidirectional controls,
 * zero-width characters, fillers, tags …), line and paragraph separators, interlinear marks.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/u;
const NON_JOINER = '\u200c';
const JOINER = '\u200d';
const VARIATION = /^[\ufe00-\ufe0f]$/u;
const IDEOGRAPHIC_VARIATION = /^[\u{e0100}-\u{e01ef}]$/u;
/** Letters of a flag such as Wales's, behind a black flag. */
const TAG = /^[\u{e0020}-\u{e007f}]$/u;
const BLACK_FLAG = '\u{1f3f4}';
const PICTURE = /^\p{Extended_Pictographic}$/u;
const PICTURE_END = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)$/u;
/** Scripts whose letters join or don't by these characters: Persian's plurals, half forms of Hindi and its kin. */
const JOINING =
  /^[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]$/u;
const MARK = /^\p{M}$/u;

/**
 * Text without what shows nothing. What makes one picture of several, a flag of letters, or another form of a letter stays, but only
 * where it does that. Doing it again changes nothing.
 */
export function withoutInvisible(text: string): string {
  if (!INVISIBLE.test(text)) return text;
  const kept: string[] = [];
  const characters = [...text];
  for (const [at, character] of characters.entries()) {
    if (!INVISIBLE.test(character) || works(character, kept.at(-1) ?? '', characters[at + 1] ?? ''))
      kept.push(character);
  }
  return kept.join('');
}

/** True where an invisible character does its work between these two. */
function works(character: string, before: string, after: string): boolean {
  if (character === JOINER && PICTURE_END.test(before) && PICTURE.test(after)) return true;
  if (character === JOINER || character === NON_JOINER) {
    return JOINING.test(before) && (JOINING.test(after) || MARK.test(before));
  }
  if (VARIATION.test(character)) return before !== '' && !INVISIBLE.test(before) && before.trim() !== '';
  if (IDEOGRAPHIC_VARIATION.test(character)) return /^\p{Ideographic}$/u.test(before);
  return TAG.test(character) && (before === BLACK_FLAG || TAG.test(before));
}
