import { ArrowLeftRight } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransportRow as Change } from '../../stores/conversation/rows.ts';
import { formatMoment } from '../../ui/format.ts';
import { useLocale } from '../../ui/use-locale.ts';
import classes from './conversation.module.css';
import { DayLine } from './day-line.tsx';

export interface TransportRowProps {
  readonly row: Change;
  readonly day: string | undefined;
}

/** What one's messages travel over from here on. */
export const TransportRow = memo(function TransportRow({ row, day }: TransportRowProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <>
      {day !== undefined && <DayLine text={day} />}
      <p className={classes.transport} title={formatMoment(locale, row.at)}>
        <ArrowLeftRight aria-hidden />
        {t('conversation.transport', { transport: t(`room.transport.${row.transport}`) })}
      </p>
    </>
  );
});
