import { useTranslation } from 'react-i18next';
import { changeSetting } from '../../../stores/settings/settings-screen.ts';
import { formatTime } from '../../../ui/format.ts';
import { Switch } from '../../../ui/switch.tsx';
import { useLocale } from '../../../ui/use-locale.ts';
import { useSecondsUntil } from '../../../ui/use-now.ts';
import { type ControlProps, useSetting } from './control.ts';
import classes from './controls.module.css';

/** On or off. */
export function SwitchControl({ setting, id, describedBy }: ControlProps) {
  const checked = useSetting(setting) === true;
  return (
    <Switch id={id} checked={checked} describedBy={describedBy} onCheck={(on) => void changeSetting(setting, on)} />
  );
}

/** On until it is turned off, or until a time of day that was chosen elsewhere. */
export function QuietControl({ setting, id, describedBy }: ControlProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const value = useSetting(setting);
  const until = typeof value === 'number' ? value : 0;
  const running = useSecondsUntil(until) > 0;
  return (
    <span className={classes.quiet}>
      {running && <span className={classes.note}>{t('settings.quietUntil', { time: formatTime(locale, until) })}</span>}
      <Switch
        id={id}
        checked={value === true || running}
        describedBy={describedBy}
        onCheck={(on) => void changeSetting(setting, on)}
      />
    </span>
  );
}
