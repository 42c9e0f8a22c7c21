import { shortCount } from '../../ui/format-amount.ts';
import classes from './count-marks.module.css';

export interface CountMarksProps {
  readonly unread: number;
  /** How many of them name this person. */
  readonly mentions: number;
  /** Counts, but asks for nothing. */
  readonly isQuiet?: boolean;
}

/** How much is new, and how much of it is meant for this person; what names the thing says it in words. */
export function CountMarks({ unread, mentions, isQuiet }: CountMarksProps) {
  if (unread === 0 && mentions === 0) return null;
  const rest = unread - mentions;
  return (
    <span className={classes.marks} data-quiet={isQuiet || undefined} aria-hidden>
      {mentions > 0 && <span className={classes.mentions}>@{shortCount(mentions)}</span>}
      {rest > 0 && <span className={classes.unread}>{shortCount(unread)}</span>}
    </span>
  );
}
