import classes from './code-words.module.css';

export interface CodeWordsProps {
  readonly words: readonly string[];
  readonly label: string;
  /** To be read across a room. */
  readonly isLarge?: boolean;
}

/** Words that two people read out to each other, in their order. They are English whatever the window speaks: both see the same. */
export function CodeWords({ words, label, isLarge = false }: CodeWordsProps) {
  return (
    <ol className={classes.words} aria-label={label} lang="en" data-large={isLarge || undefined}>
      {[...words.entries()].map(([at, word]) => (
        <li key={at}>{word}</li>
      ))}
    </ol>
  );
}
