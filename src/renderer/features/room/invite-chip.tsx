import { Check, ChevronDown, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRoom } from '../../stores/hooks.ts';
import { Menu } from '../../ui/menu.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import classes from './invite-chip.module.css';
import { useCopyInvite } from './use-copy-invite.ts';

/** The room's address; a click copies the invite, the arrow offers the host's other addresses. */
export function InviteChip() {
  const { t } = useTranslation();
  const address = useRoom(({ room }) => room?.address ?? '');
  const addresses = useRoom(({ room }) => room?.addresses);
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
  return (
    <div className={classes.invite}>
      <Tooltip text={t('room.inviteTip')} trigger={chip} />
      {addresses !== undefined && addresses.length > 1 && (
        <Menu
          title={t('room.pickAddress')}
          items={addresses.map((text) => ({ id: text, text }))}
          onPick={(picked) => void copy(picked)}
          trigger={
            <button type="button" className={classes.more} aria-label={t('room.otherAddresses')}>
              <ChevronDown aria-hidden />
            </button>
          }
        />
      )}
      <span role="status" className={copied === undefined ? 'visually-hidden' : classes.copied}>
        {copied === undefined ? '' : t('room.inviteCopied')}
      </span>
    </div>
  );
}
