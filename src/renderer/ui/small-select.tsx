import { ChevronDown } from 'lucide-react';
import classes from './field.module.css';

export interface SmallSelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly onPick: (value: T) => void;
  readonly disabled?: boolean;
}

/** A choice in a toolbar, whose label is not drawn. */
export function SmallSelect<T extends string>({ label, value, options, onPick, disabled }: SmallSelectProps<T>) {
  return (
    <span className={classes.smallSelect}>
      <select
        className={classes.smallInput}
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
