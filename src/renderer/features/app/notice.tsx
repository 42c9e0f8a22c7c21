import type { ReactNode } from 'react';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import classes from './notice.module.css';

export interface NoticeProps {
  readonly text: string;
  readonly hint?: string;
  readonly busy?: boolean;
  readonly children?: ReactNode;
}

/** One sentence in the middle of an otherwise empty window. */
export function Notice({ text, hint, busy, children }: NoticeProps) {
  return (
    <main className={classes.notice}>
      <BrandMark className={classes.mark} />
      <h1 className={classes.text}>
        {busy && <Spinner />}
        {text}
      </h1>
      {hint !== undefined && <p className={classes.hint}>{hint}</p>}
      {children}
    </main>
  );
}
