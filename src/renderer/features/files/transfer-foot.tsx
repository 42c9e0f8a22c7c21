import type { ReactNode } from 'react';
import { isOpenEnded } from './card-state.ts';
import classes from './transfer-foot.module.css';
import { TransferStatus, type TransferStatusProps } from './transfer-status.tsx';

export interface TransferFootProps extends TransferStatusProps {
  /** The buttons. */
  readonly children: ReactNode;
}

/** How a transfer stands and what can be done with it: beside its bar while there is one, else below the words. */
export function TransferFoot({ children, ...status }: TransferFootProps) {
  return (
    // Progress four times a second is nothing to be read out from a log.
    <div className={classes.foot} data-open={isOpenEnded(status.state) || undefined} aria-live="off">
      <div className={classes.status}>
        <TransferStatus {...status} />
      </div>
      <div className={classes.actions}>{children}</div>
    </div>
  );
}
