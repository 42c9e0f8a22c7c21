import { useTranslation } from 'react-i18next';
import { canReset } from '../../../../shared/settings/reset.ts';
import { useApp } from '../../../stores/hooks.ts';
import { resetSettings } from '../../../stores/settings/settings-screen.ts';
import { Button } from '../../../ui/button.tsx';
import type { ControlProps } from './control.ts';
import classes from './controls.module.css';

/** What was remembered without being asked for: it can be forgotten. */
export function MemoryControl({ setting, id, describedBy }: ControlProps) {
  const { t } = useTranslation();
  const holdsSomething = useApp(({ settings }) => canReset(settings, setting));
  if (!holdsSomething) return <p className={classes.note}>{t('settings.forgotten')}</p>;
  return (
    <Button id={id} aria-describedby={describedBy} onClick={() => void resetSettings([setting])}>
      {t('settings.forget')}
    </Button>
  );
}
