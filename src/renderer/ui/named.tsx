import type { ReactNode } from 'react';
import classes from './named.module.css';

export interface NamedProps {
  readonly name: string;
  /** Below the name, smaller. */
  readonly children?: ReactNode;
}

/** Something in a list by its name, which may be cut, with a line about it. */
export function Named({ name, children }: NamedProps) {
  return (
    <span className={classes.named}>
      <bdi className={classes.name} title={name}>
        {name}
      </bdi>
      {children !== undefined && <span className={classes.more}>{children}</span>}
    </span>
  );
}
