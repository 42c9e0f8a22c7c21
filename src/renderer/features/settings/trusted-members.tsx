import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { distrust } from '../../stores/files/accept-rules.ts';
import { useApp } from '../../stores/hooks.ts';
import { Button } from '../../ui/button.tsx';
import classes from './file-settings.module.css';
import { SettingGroup } from './setting-group.tsx';

/** Whose files are fetched without a question, each with the way to take that back. */
export function TrustedMembers() {
  const { t } = useTranslation();
  const trusted = useApp(({ settings }) => settings.files.acceptFrom);
  return (
    <SettingGroup
      label={t('settings.files.always')}
      {...(trusted.length === 0 && { hint: t('settings.files.alwaysNobody') })}
    >
      {trusted.length > 0 && (
        <ul className={classes.people}>
          {trusted.map((one) => (
            <li key={`${one.room} ${one.member}`} className={classes.person}>
              <bdi>{one.nick}</bdi>
              <Button
                small
                square
                tone="ghost"
                aria-label={t('settings.files.alwaysRemove', { nick: one.nick })}
                title={t('settings.files.alwaysRemove', { nick: one.nick })}
                onClick={() => void distrust(one)}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </SettingGroup>
  );
}
