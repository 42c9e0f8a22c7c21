import type { ReactNode } from 'react';
import classes from './choice-card.module.css';

export interface ChoiceCardProps {
  /** The same for all choices of a group. */
  readonly group: string;
  readonly value: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

/** One of a few choices that need words each; stands in a `fieldset`. */
export function ChoiceCard({ group, value, chosen, onChoose, children }: ChoiceCardProps) {
  return (
    <label className={classes.card}>
      <input type="radio" name={group} value={value} checked={chosen} onChange={onChoose} />
      <span className={classes.words}>{children}</span>
    </label>
  );
}
