import { useTranslation } from 'react-i18next';
import type { FileRow } from '../../stores/conversation/rows.ts';
import { transferOf } from '../../stores/files/transfer-lookup.ts';
import { useTransfers } from '../../stores/hooks.ts';
import { CardActions } from './card-actions.tsx';
import { cardState } from './card-state.ts';
import classes from './file-card.module.css';
import { fileKind } from './file-kinds.ts';
import { visibleName } from './file-name.ts';
import { FileTitle } from './file-title.tsx';
import { Picture } from './picture.tsx';
import { TransferFoot } from './transfer-foot.tsx';

/** A file or folder in the conversation: what it is, how it stands, and what can be done with it. */
export function FileCard({ row, own }: { readonly row: FileRow; readonly own: boolean }) {
  const { t } = useTranslation();
  const { id, event, file } = row;
  const transfer = useTransfers(({ transfers }) => transferOf(transfers, own ? { id, event } : { event }));
  const isGone = useTransfers(({ gone }) => gone.has(file.hash));
  const state = cardState(transfer, isGone);
  const kind = fileKind(file);
  return (
    <section
      className={classes.card}
      data-state={state}
      aria-label={t('files.card', { kind: t(`files.kinds.${kind}`), name: visibleName(file.name) })}
    >
      {kind === 'picture' && event !== undefined && <Picture event={event} file={file} isHere={state === 'done'} />}
      <FileTitle file={file} />
      <TransferFoot transfer={transfer} state={state} own={own}>
        <CardActions transfer={transfer} state={state} row={row} own={own} />
      </TransferFoot>
    </section>
  );
}
