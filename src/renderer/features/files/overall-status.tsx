import { Pause, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { overallProgress } from '../../../shared/files/overall-progress.ts';
import { pauseAll, resumeAll } from '../../stores/files/file-actions.ts';
import { shareOf } from '../../stores/files/transfer-lookup.ts';
import { useTransfers } from '../../stores/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Progress } from '../../ui/progress.tsx';
import classes from './overall-status.module.css';
import { useProgressWords } from './use-progress-words.ts';

/** How far everything together is, and the buttons that stop and start all of it. */
export function OverallStatus() {
  const { t } = useTranslation();
  const progressWords = useProgressWords();
  const transfers = useTransfers((state) => state.transfers);
  const overall = overallProgress(transfers.values());
  const hasPaused = [...transfers.values()].some(({ state }) => state === 'paused');
  if (!overall && !hasPaused) return null;
  const title = overall ? t('files.list.running', { count: overall.running }) : t('files.list.allPaused');
  const words = overall && progressWords({ ...overall, direction: 'receive' }, 'running');
  return (
    <section className={classes.overall} aria-label={t('files.list.overall')}>
      <p className={classes.title}>{title}</p>
      {overall && <Progress label={t('files.list.overall')} share={shareOf(overall)} text={words} />}
      {words !== undefined && <p className={classes.words}>{words}</p>}
      <div className={classes.buttons}>
        {overall && (
          <Button small onClick={() => void pauseAll()}>
            <Pause aria-hidden />
            {t('files.list.pauseAll')}
          </Button>
        )}
        {hasPaused && (
          <Button small onClick={() => void resumeAll()}>
            <Play aria-hidden />
            {t('files.list.resumeAll')}
          </Button>
        )}
      </div>
    </section>
  );
}
