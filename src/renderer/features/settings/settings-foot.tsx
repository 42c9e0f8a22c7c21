import { useTranslation } from 'react-i18next';
import { resettable } from '../../../shared/settings/reset.ts';
import { closeDialog, openDialog } from '../../stores/dialog-store.ts';
import { useApp, useSettingsScreen } from '../../stores/hooks.ts';
import { chooseSettingsFile, exportSettings, resetSettings, undoReset } from '../../stores/settings/settings-screen.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import classes from './settings-dialog.module.css';

/** What was done last, with the way back. */
function LastDone() {
  const { t } = useTranslation();
  const { undo, exported, problem } = useSettingsScreen((state) => state);
  const [only] = undo?.keys() ?? [];
  const name = undo?.size === 1 && only !== undefined ? t(`settings.row.${only}.name`) : undefined;
  return (
    <div className={classes.done} role="status">
      {undo && (
        <>
          <span>
            {name === undefined ? t('settings.wereReset', { count: undo.size }) : t('settings.wasReset', { name })}
          </span>
          <Button small onClick={() => void undoReset()}>
            {t('settings.undo')}
          </Button>
        </>
      )}
      {exported !== undefined && <span>{t('settings.exported', { path: exported })}</span>}
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}

/** What concerns all settings at once. */
export function SettingsFoot() {
  const { t } = useTranslation();
  const version = useApp((state) => state.version);
  const canResetSome = useApp(({ settings }) => resettable(settings).length > 0);
  return (
    <footer className={classes.foot}>
      <LastDone />
      <div className={classes.actions}>
        <Button tone="ghost" className={classes.about} onClick={() => openDialog({ kind: 'about' })}>
          {t('common.version', { version })}
        </Button>
        <Button onClick={() => void chooseSettingsFile()}>{t('settings.import')}</Button>
        <Button onClick={() => void exportSettings()}>{t('settings.export')}</Button>
        <Button disabled={!canResetSome} onClick={() => void resetSettings()}>
          {t('settings.resetAll')}
        </Button>
        <Button tone="primary" onClick={closeDialog}>
          {t('settings.done')}
        </Button>
      </div>
    </footer>
  );
}
