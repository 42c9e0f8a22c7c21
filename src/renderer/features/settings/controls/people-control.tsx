import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { distrust } from '../../../stores/files/accept-rules.ts';
import { useApp } from '../../../stores/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import type { ControlProps } from './control.ts';
import classes from './controls.module.css';

/** Whose files are fetched without a question, each with the way to take that back. */
export function PeopleControl({ label }: ControlProps) {
  const { t } = useTranslation();
  const trusted = useApp(({ settings }) => settings.files.acceptFrom);
  if (trusted.length === 0) return <p className={classes.note}>{t('settings.files.alwaysNobody')}</p>;
  return (
    <ul className={classes.people} aria-label={label}>
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
  );
}
