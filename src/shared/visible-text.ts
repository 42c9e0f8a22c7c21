/**
 * What shows nothing at all: blanks, control characters, and characters that Unicode lets every program leave out (UAX #44,
 * Default_Ignorable_Code_Point, among them U+3164, joiners, variation selectors and tags), the blank of Braille, the empty
 * head of a note, and marks that only annotate or arrange others.
 */
const UNSEEN =
  /[\s\p{Cc}\p{Cs}\p{Zs}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb\u{13430}-\u{1343f}\u{1d159}]/gu;

/** Whether somebody who looks at the text sees anything. */
export function showsSomething(text: string): boolean {
  return withoutUnseen(text) !== '';
}

/** The text without what shows nothing. */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, '');
}
