import { ChevronDown } from 'lucide-react';
import classes from './plain-select.module.css';

export interface PlainSelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly onPick: (value: T) => void;
  readonly disabled?: boolean;
}

/** A choice in a toolbar, whose label is not drawn. */
export function PlainSelect<T extends string>({ label, value, options, onPick, disabled }: PlainSelectProps<T>) {
  return (
    <span className={classes.select}>
      <select
        aria-label={label}
        title={label}
        value={value}
        disabled={disabled}
        onChange={(event) => onPick(event.currentTarget.value as T)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden />
    </span>
  );
}
