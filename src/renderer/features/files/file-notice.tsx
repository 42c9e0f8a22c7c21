import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { dismissFileProblem } from '../../stores/files/file-actions.ts';
import { useTransfers } from '../../stores/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { useProblemText } from '../../ui/problem-text.ts';
import classes from '../room/connection-banner.module.css';

/** What went wrong with files beside their cards, until it is dismissed. */
export function FileNotice() {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const problem = useTransfers(({ notice }) => notice);
  if (!problem) return null;
  return (
    <section className={classes.banner} data-tone="warning" aria-label={t('files.title')}>
      <CircleAlert aria-hidden />
      <div className={classes.words} role="alert">
        <p>{problemText(problem)}</p>
      </div>
      <Button small onClick={dismissFileProblem}>
        {t('notice.dismiss')}
      </Button>
    </section>
  );
}
