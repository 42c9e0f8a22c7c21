import { CircleAlert, CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TransferSummary } from '../../../shared/files/file-models.ts';
import { dismissSummary } from '../../stores/files/file-actions.ts';
import { useTransfers } from '../../stores/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format-amount.ts';
import { useLocale } from '../../ui/use-locale.ts';
import classes from '../room/connection-banner.module.css';

function useSummaryWords(): (summary: TransferSummary) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  return ({ sent, received, failed, bytes }) =>
    [
      received > 0 && t('files.over.received', { count: received }),
      sent > 0 && t('files.over.sent', { count: sent }),
      failed > 0 && t('files.over.failed', { count: failed }),
      bytes > 0 && formatBytes(locale, bytes),
    ]
      .filter((part) => part !== false)
      .join(' · ');
}

/** What all transfers came to, until it is dismissed. @param onShow shows the list; undefined while it is shown */
export function TransfersSummary({ onShow }: { readonly onShow: (() => void) | undefined }) {
  const { t } = useTranslation();
  const words = useSummaryWords();
  const summary = useTransfers((state) => state.summary);
  if (!summary) return null;
  const isGood = summary.failed === 0;
  const show = () => {
    dismissSummary();
    onShow?.();
  };
  return (
    <section className={classes.banner} data-tone={isGood ? 'good' : 'warning'} aria-label={t('files.over.label')}>
      {isGood ? <CircleCheck aria-hidden /> : <CircleAlert aria-hidden />}
      <div className={classes.words} role="status">
        <p>
          <strong>{t(isGood ? 'files.over.done' : 'files.over.notAll')}</strong>
          {' – '}
          {words(summary)}
        </p>
      </div>
      {onShow && (
        <Button small onClick={show}>
          {t('files.over.show')}
        </Button>
      )}
      <Button small onClick={dismissSummary}>
        {t('notice.dismiss')}
      </Button>
    </section>
  );
}
