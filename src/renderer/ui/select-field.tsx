import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { classNames } from './class-names.ts';
import classes from './field.module.css';

export interface SelectFieldProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly text: string; readonly lang?: string }[];
  readonly onPick: (value: T) => void;
  readonly disabled?: boolean;
  readonly className?: string | undefined;
}

/** A labelled choice from a list. The system's own list: radix-ui's needs a style element, which the CSP forbids. */
export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const { label, value, options, onPick, disabled, className } = props;
  const id = useId();
  return (
    <div className={classNames(classes.field, className)}>
      <label className={classes.label} htmlFor={id}>
        {label}
      </label>
      <div className={classes.select}>
        <select
          id={id}
          className={classes.input}
          value={value}
          disabled={disabled}
          onChange={(event) => onPick(event.currentTarget.value as T)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} lang={option.lang}>
              {option.text}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden />
      </div>
    </div>
  );
}
