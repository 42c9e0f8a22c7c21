/** What goes on as a word where a name ends: letters, digits and marks. */
const IN_WORD = /[\p{L}\p{N}\p{M}_]/u;
/** Writing without spaces between words, in which a name's end can't be seen. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** In upper and lower case alike, and however accents are written. */
function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Whether a word may begin or end between these two characters; empty is the text's edge. */
function isEdge(inside: string, outside: string): boolean {
  return !IN_WORD.test(outside) || UNSPACED.test(inside) || UNSPACED.test(outside);
}

/** The character that ends before `at`, surrogate pairs in one piece. */
function before(text: string, at: number): string {
  return [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? '';
}

function after(text: string, at: number): string {
  return [...text.slice(at, at + 2)][0] ?? '';
}

/**
 * Whether a message names somebody: `@nick` anywhere, or the nickname as a word of its own, in upper and lower case
 * alike. One character alone is too little for a word where words have no spaces between them; behind an `@` it counts.
 */
export function mentions(text: string, nick: string): boolean {
  const name = folded(nick);
  if (name === '') return false;
  const said = folded(text);
  const isTooShort = [...name].length === 1 && UNSPACED.test(name);
  for (let at = said.indexOf(name); at !== -1; at = said.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (!isEdge(before(name, name.length), after(said, end))) continue;
    const left = before(said, at);
    if (left === '@' && isEdge('', before(said, at - 1))) return true;
    if (left !== '@' && !isTooShort && isEdge(after(name, 0), left)) return true;
  }
  return false;
}
