import { type ReactNode, useId } from 'react';
import classes from './file-settings.module.css';

export interface SettingGroupProps {
  readonly label: string;
  readonly hint?: string;
  readonly children?: ReactNode;
}

/** Settings that belong together, under what they are about. */
export function SettingGroup({ label, hint, children }: SettingGroupProps) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend is laid out by rules of its own
    <div className={classes.group} role="group" aria-labelledby={id}>
      <span id={id} className={classes.label}>
        {label}
      </span>
      {hint !== undefined && <p className={classes.hint}>{hint}</p>}
      {children}
    </div>
  );
}
