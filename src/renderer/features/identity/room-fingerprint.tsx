import { useTranslation } from 'react-i18next';
import { groupedKey } from '../../../shared/identity/grouped-key.ts';
import type { RoomSeal } from '../../../shared/identity/identity-models.ts';
import { CodeWords } from './code-words.tsx';
import classes from './room-fingerprint.module.css';

/** How a room's key is known: four words to be said, and the digits of which they are the beginning. */
export function RoomFingerprint({ seal }: { readonly seal: RoomSeal }) {
  const { t } = useTranslation();
  return (
    <div className={classes.fingerprint}>
      <CodeWords words={seal.words} label={t('identity.room.words')} />
      <p className={classes.digits}>
        <span className="visually-hidden">{t('identity.room.digits')} </span>
        <code>{groupedKey(seal.fingerprint)}</code>
      </p>
      <p className={classes.note}>{t('identity.room.note')}</p>
    </div>
  );
}
