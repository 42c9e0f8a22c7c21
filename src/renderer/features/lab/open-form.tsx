import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import classes from './form.module.css';

export interface OpenFormProps {
  readonly title: string;
  readonly lead: string;
  /** The fields. */
  readonly children: ReactNode;
  /** Why it could not be opened, with the way out. */
  readonly problem: ReactNode;
  readonly submit: string;
  readonly busy: boolean;
  /** Whether the fields can be read. */
  readonly ready: boolean;
  readonly onSubmit: () => void;
}

/** A form that opens a practice peer: its fields, which scroll, and below them what went wrong and the button. */
export function OpenForm({ title, lead, children, problem, submit, busy, ready, onSubmit }: OpenFormProps) {
  return (
    <form
      className={classes.form}
      aria-labelledby="lab-form-title"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <div className={classes.scroll}>
        <header className={classes.head}>
          <h1 id="lab-form-title">{title}</h1>
          <p>{lead}</p>
        </header>
        {children}
      </div>
      <footer className={classes.foot}>
        {problem}
        <Button tone="primary" type="submit" disabled={busy || !ready}>
          {busy && <Spinner />}
          {submit}
        </Button>
      </footer>
    </form>
  );
}
