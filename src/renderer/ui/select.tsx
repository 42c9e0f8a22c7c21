import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import classes from './field.module.css';

export interface SelectProps<T extends string> extends Omit<ComponentProps<'select'>, 'onChange' | 'value'> {
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly text: string; readonly lang?: string }[];
  readonly onPick: (value: T) => void;
}

/** A choice from a list, whose label stands elsewhere. The system's own list: radix-ui's needs a style element, which the CSP forbids. */
export function Select<T extends string>({ value, options, onPick, ...rest }: SelectProps<T>) {
  return (
    <div className={classes.select}>
      <select
        {...rest}
        className={classes.input}
        value={value}
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
  );
}
