import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import classes from './field.module.css';

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange'> {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  /** What is wrong with the value, with the way out. */
  readonly problem?: string | undefined;
  readonly hint?: ReactNode;
}

/** A labelled line of text with a hint, which gives way to the problem when there is one. */
export function TextField({ label, onText, problem, hint, className, ...rest }: TextFieldProps) {
  const id = useId();
  const note = problem ?? hint;
  return (
    <div className={classNames(classes.field, className)}>
      <label className={classes.label} htmlFor={id}>
        {label}
      </label>
      <input
        {...rest}
        id={id}
        className={classes.input}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      {note !== undefined && (
        <p id={`${id}-note`} className={problem === undefined ? classes.hint : classes.problem} aria-live="polite">
          {note}
        </p>
      )}
    </div>
  );
}
