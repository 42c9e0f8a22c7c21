import type { Connection } from '../../../shared/models.ts';
import { classNames } from '../../ui/class-names.ts';
import classes from './connection-dot.module.css';

/** How a link stands, as a colour; words always stand beside it. */
export function ConnectionDot({ state, className }: { state: Connection['state']; className?: string | undefined }) {
  return <span className={classNames(classes.dot, className)} data-state={state} aria-hidden />;
}
