/** What makes one name look like another, or reorders it: `photo\u202Egpj.exe` reads as `photoexe.jpg`. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

/** Characters before the ending that stay in sight when a name is too long. */
const TAIL = 4;
/** A name of so many characters fits everywhere; whole it can be selected and copied. */
const SHORT = 14;
/** An ending that is longer is none. */
const LONGEST_ENDING = 12;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A name as it may stand in the window: what hides or reorders characters is made visible. */
export function visibleName(name: string): string {
  return name.toWellFormed().replace(INVISIBLE, '\ufffd');
}

/** A name in two: the head gives way where there is too little room, the tail with the ending never does. */
export function splitName(name: string): { readonly head: string; readonly tail: string } {
  const letters = [...graphemes.segment(visibleName(name))].map(({ segment }) => segment);
  if (letters.length <= SHORT) return { head: letters.join(''), tail: '' };
  const dot = letters.lastIndexOf('.');
  const ending = dot > 0 && letters.length - dot <= LONGEST_ENDING ? letters.length - dot : 0;
  const cut = Math.max(0, letters.length - ending - TAIL);
  return { head: letters.slice(0, cut).join(''), tail: letters.slice(cut).join('') };
}
