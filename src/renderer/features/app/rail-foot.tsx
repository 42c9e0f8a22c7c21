import { CircleQuestionMark, Settings } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { dialogStore, openDialog } from '../../stores/dialog-store.ts';
import { openPlace } from '../../stores/help-actions.ts';
import { useApp } from '../../stores/hooks.ts';
import { Menu } from '../../ui/menu.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import classes from './view-rail.module.css';

/** Ctrl or ⌘ with a comma, as in the menu; a question that is open stays. */
export function useSettingsKey(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== ',' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      if (dialogStore.getState().dialog === undefined) openDialog({ kind: 'settings' });
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}

const HELP = ['tour', 'report', 'docs', 'about'] as const;

function HelpMenu() {
  const { t } = useTranslation();
  const pick = (id: string) => {
    const chosen = HELP.find((one) => one === id);
    if (chosen === 'docs') void openPlace('docs');
    else if (chosen !== undefined) openDialog({ kind: chosen });
  };
  return (
    <Menu
      align="start"
      title={t('help.open')}
      items={HELP.map((id) => ({ id, text: t(`help.menu.${id}`) }))}
      onPick={pick}
      trigger={
        <button type="button" className={classes.button} title={t('help.hint')}>
          <CircleQuestionMark aria-hidden />
          <span className={classes.label}>{t('help.open')}</span>
        </button>
      }
    />
  );
}

/** What is the same wherever one is: help and settings. */
export function RailFoot() {
  const { t } = useTranslation();
  const onMac = useApp(({ platform }) => platform === 'darwin');
  return (
    <div className={classes.foot}>
      <HelpMenu />
      <Tooltip
        side="right"
        text={t('help.settingsHint', { keys: onMac ? '⌘,' : 'Ctrl+,' })}
        trigger={
          <button type="button" className={classes.button} onClick={() => openDialog({ kind: 'settings' })}>
            <Settings aria-hidden />
            <span className={classes.label}>{t('help.settings')}</span>
          </button>
        }
      />
    </div>
  );
}
