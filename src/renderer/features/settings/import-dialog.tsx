import { useTranslation } from 'react-i18next';
import type { SettingsImport } from '../../../shared/settings/settings-file.ts';
import { leaveImported, takeImported } from '../../stores/settings/settings-screen.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { visibleName } from '../files/file-name.ts';
import classes from './import-dialog.module.css';

/** What a chosen file would change, and what of it can't be taken, before anything is. */
export function ImportDialog({ found }: { readonly found: SettingsImport }) {
  const { t } = useTranslation();
  const { changes, same, refused } = found;
  const alike = same > 0 ? ` ${t('settings.imported.same', { count: same })}` : '';
  const lead =
    changes.length > 0 ? t('settings.imported.change', { count: changes.length }) : t('settings.imported.nothing');
  return (
    <Dialog title={t('settings.imported.title')} lead={lead + alike} onClose={leaveImported}>
      {changes.length > 0 && (
        <ul className={classes.list} aria-label={lead}>
          {changes.map((key) => (
            <li key={key}>{t(`settings.row.${key}.name`)}</li>
          ))}
        </ul>
      )}
      {refused.length > 0 && (
        <section className={classes.refused}>
          <h3>{t('settings.imported.refused')}</h3>
          <ul className={classes.list}>
            {refused.map(({ name, because }) => (
              <li key={name}>
                <bdi className={classes.entry}>{visibleName(name)}</bdi> – {t(`settings.imported.because.${because}`)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <footer className={classes.actions}>
        <Button onClick={leaveImported}>{t('settings.imported.leave')}</Button>
        {changes.length > 0 && (
          <Button tone="primary" onClick={() => void takeImported()}>
            {t('settings.imported.take')}
          </Button>
        )}
      </footer>
    </Dialog>
  );
}
