/** What can be looked for: the words of one setting, in every language. */
export interface Searchable<Id extends string> {
  readonly id: Id;
  readonly texts: readonly string[];
}

/** Case, width and accents aside. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * Those in whose words each word of `query` occurs, in whichever language, in their order; all for an empty query.
 * Chinese has no spaces: what is typed there is one word, and occurs as it is.
 */
export function findSettings<Id extends string>(query: string, settings: readonly Searchable<Id>[]): readonly Id[] {
  const words = folded(query).split(/\s+/u).filter(Boolean);
  const matching = settings.filter(({ texts }) => {
    const all = folded(texts.join('\n'));
    return words.every((word) => all.includes(word));
  });
  return matching.map(({ id }) => id);
}
