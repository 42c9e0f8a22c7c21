import { useTranslation } from 'react-i18next';
import { useApp } from '../../../stores/hooks.ts';
import { changeSetting } from '../../../stores/settings/settings-screen.ts';
import { Switch } from '../../../ui/switch.tsx';
import type { ControlProps } from './control.ts';
import classes from './controls.module.css';

/** On or off, how far what lies there is rewritten, and what the key is worth. */
export function EncryptionControl({ setting, id, describedBy }: ControlProps) {
  const { t } = useTranslation();
  const { isOn, done, left, keptBy } = useApp(({ encryption }) => encryption);
  const percent = Math.floor((done ?? 0) * 100);
  const note =
    done !== undefined
      ? t(isOn ? 'settings.encryption.encrypting' : 'settings.encryption.decrypting', { percent })
      : left > 0
        ? t('settings.encryption.left', { count: left })
        : isOn && keptBy === 'file'
          ? t('settings.encryption.keyBeside')
          : undefined;
  return (
    <span className={classes.encryption}>
      <span className={classes.note} role="status">
        {note}
      </span>
      <Switch id={id} checked={isOn} describedBy={describedBy} onCheck={(on) => void changeSetting(setting, on)} />
    </span>
  );
}
