import { useId } from 'react';
import { classNames } from './class-names.ts';
import classes from './field.module.css';
import { Select, type SelectProps } from './select.tsx';

export interface SelectFieldProps<T extends string> extends Pick<SelectProps<T>, 'value' | 'options' | 'onPick'> {
  readonly label: string;
  readonly disabled?: boolean;
  readonly className?: string | undefined;
}

/** A labelled choice from a list. */
export function SelectField<T extends string>({ label, className, ...rest }: SelectFieldProps<T>) {
  const id = useId();
  return (
    <div className={classNames(classes.field, className)}>
      <label className={classes.label} htmlFor={id}>
        {label}
      </label>
      <Select id={id} {...rest} />
    </div>
  );
}
