import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { groupedKey } from '../../../shared/identity/grouped-key.ts';
import { copyText } from '../../stores/copy-text.ts';
import { usePeople } from '../../stores/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { useCopied } from '../../ui/use-copied.ts';
import controls from './controls/controls.module.css';
import classes from './identity-rows.module.css';
import { RowFrame } from './setting-row.tsx';

/** By what others know this device: to be compared, and not to be changed. */
export function OwnIdentityRow() {
  const { t } = useTranslation();
  const id = useId();
  const own = usePeople((state) => state.own);
  const { copied, copy } = useCopied(copyText);
  return (
    <RowFrame
      isWide
      name={t('settings.row.ownIdentity.name')}
      labelFor={undefined}
      why={t('settings.row.ownIdentity.why')}
      whyId={id}
    >
      {own && (
        <div className={controls.text}>
          <code className={classes.key}>{groupedKey(own.key)}</code>
          <div className={classes.line}>
            <span className={controls.note}>{t(`settings.identity.keptBy.${own.keptBy}`)}</span>
            <Button small aria-describedby={id} onClick={() => void copy(own.key)}>
              {t(copied === undefined ? 'common.copy' : 'common.copied')}
            </Button>
          </div>
        </div>
      )}
    </RowFrame>
  );
}
