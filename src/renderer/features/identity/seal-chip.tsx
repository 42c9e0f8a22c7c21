import { Lock, LockOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { openDialog } from '../../stores/dialog-store.ts';
import { useRoom } from '../../stores/hooks.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import classes from './seal-chip.module.css';
import { useInClear } from './use-trust.ts';

/** Whether somebody on the network can read along, at a glance; a click says who hears what in clear. */
export function SealChip() {
  const { t } = useTranslation();
  const listeners = useInClear();
  const isSealed = useRoom(({ room }) => room?.isSealed);
  if (isSealed === undefined) return null;
  const isClear = !isSealed || listeners.length > 0;
  const label = isSealed
    ? isClear
      ? t('identity.chip.inClear', { count: listeners.length })
      : t('identity.chip.sealed')
    : t('identity.chip.ownClear');
  const button = (
    <button
      type="button"
      className={classes.chip}
      data-clear={isClear || undefined}
      aria-label={label}
      onClick={() => openDialog({ kind: 'seal' })}
    >
      {isClear ? <LockOpen aria-hidden /> : <Lock aria-hidden />}
      {isClear && <span>{isSealed ? listeners.length : t('identity.chip.short')}</span>}
    </button>
  );
  return <Tooltip text={label} trigger={button} />;
}
