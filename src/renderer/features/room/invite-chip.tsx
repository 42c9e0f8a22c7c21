import { Check, Copy, QrCode } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { openDialog } from '../../stores/dialog-store.ts';
import { useRoom } from '../../stores/hooks.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import classes from './invite-chip.module.css';
import { useCopyInvite } from './use-copy-invite.ts';

/** The room's address; a click copies the invite, the code beside it shows all other ways to invite. */
export function InviteChip() {
  const { t } = useTranslation();
  const address = useRoom(({ room }) => room?.address ?? '');
  const { copied, copy } = useCopyInvite();
  const shown = copied ?? address;
  const chip = (
    <button
      type="button"
      className={classes.chip}
      aria-label={t('room.copyInvite', { address: shown })}
      onClick={() => void copy(address)}
    >
      <span className={classes.address}>{shown}</span>
      {copied === undefined ? <Copy aria-hidden /> : <Check aria-hidden className={classes.done} />}
    </button>
  );
  const ways = (
    <button
      type="button"
      className={classes.more}
      aria-label={t('room.invite')}
      onClick={() => openDialog({ kind: 'invite' })}
    >
      <QrCode aria-hidden />
    </button>
  );
  return (
    <div className={classes.invite}>
      <Tooltip text={t('room.inviteTip')} trigger={chip} />
      <Tooltip text={t('room.invite')} trigger={ways} />
      <span role="status" className={copied === undefined ? 'visually-hidden' : classes.copied}>
        {copied === undefined ? '' : t('room.inviteCopied')}
      </span>
    </div>
  );
}
