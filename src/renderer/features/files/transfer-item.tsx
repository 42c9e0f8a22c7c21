import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Transfer } from '../../../shared/files/file-models.ts';
import { cardFileOf } from '../../stores/conversation/rows.ts';
import { TransferActions } from './card-actions.tsx';
import { cardState } from './card-state.ts';
import { FileTitle } from './file-title.tsx';
import classes from './transfer-item.module.css';
import { TransferStatus } from './transfer-status.tsx';

/** One transfer in the list of all. */
export const TransferItem = memo(function TransferItem({ transfer }: { readonly transfer: Transfer }) {
  const { t } = useTranslation();
  const { direction, nick } = transfer;
  const state = cardState(transfer, false);
  const isOwn = direction === 'send';
  return (
    <li className={classes.item}>
      <FileTitle file={cardFileOf(transfer)} />
      <p className={classes.who}>{isOwn ? t('files.list.byYou') : t('files.list.from', { nick })}</p>
      <div className={classes.foot} aria-live="off">
        <TransferStatus transfer={transfer} state={state} own={isOwn} />
        <div className={classes.actions}>
          <TransferActions transfer={transfer} state={state} />
        </div>
      </div>
    </li>
  );
});
