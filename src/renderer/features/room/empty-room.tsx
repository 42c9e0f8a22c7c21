import { Check, Copy, QrCode } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { openDialog } from '../../stores/dialog-store.ts';
import { useRoom } from '../../stores/hooks.ts';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { Button } from '../../ui/button.tsx';
import classes from './empty-room.module.css';
import { useCopyInvite } from './use-copy-invite.ts';

function HowToInvite({ address }: { readonly address: string }) {
  const { t } = useTranslation();
  const { copied, copy } = useCopyInvite();
  return (
    <>
      <h2>{t('empty.hostTitle')}</h2>
      <p>{t('empty.hostLead')}</p>
      <p className={classes.address}>{address}</p>
      <div className={classes.ways}>
        <Button tone="primary" onClick={() => void copy(address)}>
          {copied === undefined ? <Copy aria-hidden /> : <Check aria-hidden />}
          {copied === undefined ? t('empty.copy') : t('room.inviteCopied')}
        </Button>
        <Button onClick={() => openDialog({ kind: 'invite' })}>
          <QrCode aria-hidden />
          {t('empty.ways')}
        </Button>
      </div>
      <p className={classes.soft}>{t('empty.hostApp')}</p>
      <p className={classes.soft}>
        {t('empty.hostTerminal')} <code>partyline join {address}</code>
      </p>
    </>
  );
}

/** Instead of messages, while there are none. */
export function EmptyRoom() {
  const { t } = useTranslation();
  const room = useRoom((state) => state.room);
  const alone = room?.role === 'host' && room.members.length <= 1;
  return (
    <div className={classes.empty}>
      <BrandMark className={classes.mark} />
      {alone ? (
        <HowToInvite address={room.address} />
      ) : (
        <>
          <h2>{t('empty.quietTitle')}</h2>
          <p>{t('empty.quietLead')}</p>
        </>
      )}
    </div>
  );
}
