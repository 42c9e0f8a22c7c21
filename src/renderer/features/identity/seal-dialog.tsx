import { Lock, LockOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { closeDialog } from '../../stores/dialog-store.ts';
import { useRoom } from '../../stores/hooks.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Section } from '../../ui/section.tsx';
import { useNames } from '../room/members-panel.tsx';
import { RoomFingerprint } from './room-fingerprint.tsx';
import classes from './seal-dialog.module.css';
import { useInClear } from './use-trust.ts';

/** Who hears the room in clear and what that means, and by what its key is known. */
export function SealDialog() {
  const { t } = useTranslation();
  const listeners = useInClear();
  const names = useNames();
  const isSealed = useRoom(({ room }) => room?.isSealed ?? false);
  const isHost = useRoom(({ room }) => room?.role === 'host');
  const seal = useRoom(({ room }) => room?.seal);
  const state = !isSealed ? 'ownClear' : listeners.length > 0 ? 'inClear' : 'sealed';
  const Icon = state === 'sealed' ? Lock : LockOpen;
  return (
    <Dialog title={t(`identity.seal.${state}Title`)} onClose={closeDialog}>
      <div className={classes.lead} data-state={state}>
        <Icon aria-hidden />
        <p>{t(`identity.seal.${state}`)}</p>
      </div>
      {listeners.length > 0 && (
        <Section title={t('identity.seal.who')}>
          <ul className={classes.people}>
            {listeners.map(({ id, nick, plain }) => (
              <li key={id}>
                <bdi>{names.get(id) ?? nick}</bdi>
                <span>{t(plain ? 'identity.seal.plain' : 'identity.seal.clear')}</span>
              </li>
            ))}
          </ul>
          <p className={classes.note}>{t(isHost ? 'identity.seal.host' : 'identity.seal.guest')}</p>
        </Section>
      )}
      {seal && (
        <Section title={t('identity.room.title')}>
          <RoomFingerprint seal={seal} />
        </Section>
      )}
    </Dialog>
  );
}
