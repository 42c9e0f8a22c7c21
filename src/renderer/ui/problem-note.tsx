import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Problem } from '../../shared/error-codes.ts';
import classes from './problem-note.module.css';
import { useProblemText } from './problem-text.ts';

export interface ProblemNoteProps {
  readonly problem: Problem;
  /** A button that is the way out. */
  readonly children?: ReactNode;
}

/** A problem in words; read out at once by assistive technology. */
export function ProblemNote({ problem, children }: ProblemNoteProps) {
  const problemText = useProblemText();
  return (
    <div className={classes.note} role="alert">
      <CircleAlert aria-hidden />
      <div className={classes.body}>
        <p>{problemText(problem)}</p>
        {children}
      </div>
    </div>
  );
}
