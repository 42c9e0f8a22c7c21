import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/error-codes.ts';
import { attempt } from '../../bridge.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import classes from './report-dialog.module.css';

/** What a report for help holds, word for word, before it is saved. */
export function ReportDialog() {
  const { t } = useTranslation();
  const [text, setText] = useState<string>();
  const [saved, setSaved] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    void attempt('help:report', undefined).then((made) => (made.ok ? setText(made.value) : setProblem(made.problem)));
  }, []);
  const save = async () => {
    const result = await attempt('help:save-report', undefined);
    setProblem(result.ok ? undefined : result.problem);
    if (result.ok && result.value !== undefined) setSaved(result.value);
  };
  return (
    <Dialog title={t('help.report.title')} lead={t('help.report.lead')} size="whole" onClose={closeDialog}>
      <ul className={classes.promises}>
        <li>{t('help.report.holds')}</li>
        <li>{t('help.report.lacks')}</li>
      </ul>
      {text === undefined && !problem && (
        <p className={classes.making}>
          <Spinner />
          {t('help.report.making')}
        </p>
      )}
      {text !== undefined && (
        <textarea
          className={classes.text}
          aria-label={t('help.report.text')}
          readOnly
          spellCheck={false}
          value={text}
        />
      )}
      <footer className={classes.foot}>
        <div role="status">{saved !== undefined && t('help.report.saved', { path: saved })}</div>
        {problem && <ProblemNote problem={problem} />}
        <Button onClick={closeDialog}>{t('common.close')}</Button>
        <Button tone="primary" disabled={text === undefined} onClick={() => void save()}>
          {t('help.report.save')}
        </Button>
      </footer>
    </Dialog>
  );
}
