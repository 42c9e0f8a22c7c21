import { type ReactNode, useId } from 'react';
import { Switch } from './switch.tsx';
import classes from './switch-field.module.css';

export interface SwitchFieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly onCheck: (checked: boolean) => void;
}

/** Something that is on or off, with its name in front of the switch. */
export function SwitchField({ label, hint, checked, onCheck }: SwitchFieldProps) {
  const id = useId();
  return (
    <div className={classes.field}>
      <div className={classes.words}>
        <label className={classes.label} htmlFor={id}>
          {label}
        </label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className={classes.hint}>
            {hint}
          </p>
        )}
      </div>
      <Switch id={id} checked={checked} onCheck={onCheck} describedBy={hint === undefined ? undefined : `${id}-hint`} />
    </div>
  );
}
