import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Transfer } from '../../../shared/files/file-models.ts';
import { cardFileOf } from '../../stores/conversation/rows.ts';
import { TransferActions } from './card-actions.tsx';
import { cardState } from './card-state.ts';
import { visibleName } from './file-name.ts';
import { FileTitle } from './file-title.tsx';
import { TransferFoot } from './transfer-foot.tsx';
import classes from './transfer-item.module.css';

/** One transfer in the list of all. */
export const TransferItem = memo(function TransferItem({ transfer }: { readonly transfer: Transfer }) {
  const { t } = useTranslation();
  const { direction, nick } = transfer;
  const state = cardState(transfer, false);
  const isOwn = direction === 'send';
  return (
    <li className={classes.item}>
      <FileTitle
        file={cardFileOf(transfer)}
        note={isOwn ? t('files.list.byYou') : t('files.list.from', { nick: visibleName(nick) })}
      />
      <TransferFoot transfer={transfer} state={state} own={isOwn}>
        <TransferActions transfer={transfer} state={state} />
      </TransferFoot>
    </li>
  );
});
