import { ArrowDownUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { overallProgress } from '../../../shared/files/overall-progress.ts';
import { shareOf } from '../../stores/files/transfer-lookup.ts';
import { useTransfers } from '../../stores/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import classes from './transfers-button.module.css';

/** Steps in which the bar grows, so that the header is not drawn for each of four words a second. */
const STEPS = 50;

export interface TransfersButtonProps {
  readonly open: boolean;
  readonly onClick: () => void;
}

/** Opens and closes the list of all transfers; there as soon as there are any, with a bar while some are under way. */
export function TransfersButton({ open, onClick }: TransfersButtonProps) {
  const { t } = useTranslation();
  const isEmpty = useTransfers(({ transfers }) => transfers.size === 0);
  const running = useTransfers(({ transfers }) => overallProgress(transfers.values())?.running ?? 0);
  const step = useTransfers(({ transfers }) => {
    const overall = overallProgress(transfers.values());
    return overall && Math.round(shareOf(overall) * STEPS);
  });
  if (isEmpty && !open) return null;
  const label = running > 0 ? t('files.list.running', { count: running }) : t('files.list.title');
  const button = (
    <Button
      tone="ghost"
      square
      className={classes.button}
      aria-label={t('files.list.title')}
      aria-expanded={open}
      onClick={onClick}
    >
      <ArrowDownUp aria-hidden />
      {step !== undefined && (
        <span className={classes.bar} aria-hidden>
          <span style={{ width: `${(step / STEPS) * 100}%` }} />
        </span>
      )}
    </Button>
  );
  return <Tooltip text={label} trigger={button} />;
}
