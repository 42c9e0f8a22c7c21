import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Problem } from '../../shared/error-codes.ts';
import classes from './problem-note.module.css';
import { useProblemText } from './problem-text.ts';

export interface ProblemNoteProps {
  readonly problem: Problem;
  /** A sentence that knows more of the circumstances than the problem's own. */
  readonly text?: string;
  /** A button that is the way out. */
  readonly children?: ReactNode;
}

/** A problem in words; read out at once by assistive technology. */
export function ProblemNote({ problem, text, children }: ProblemNoteProps) {
  const problemText = useProblemText();
  return (
    <div className={classes.note} role="alert">
      <CircleAlert aria-hidden />
      <div className={classes.body}>
        <p>{text ?? problemText(problem)}</p>
        {children}
      </div>
    </div>
  );
}
