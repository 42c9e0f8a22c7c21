import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LostRow as Lost } from '../../stores/conversation/rows.ts';
import { formatMoment } from '../../ui/format.ts';
import { useLocale } from '../../ui/use-locale.ts';
import classes from './conversation.module.css';
import { DayLine } from './day-line.tsx';

export interface LostRowProps {
  readonly row: Lost;
  readonly day: string | undefined;
}

/** Which events the host's disk lost. */
export const LostRow = memo(function LostRow({ row: { first, last, at }, day }: LostRowProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <>
      {day !== undefined && <DayLine text={day} />}
      <p className={classes.presence} title={at === 0 ? undefined : formatMoment(locale, at)}>
        {t('conversation.unreadable', { count: last - first + 1, first, last })}
      </p>
    </>
  );
});
