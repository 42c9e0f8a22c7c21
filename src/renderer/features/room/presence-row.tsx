import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PresenceRow as Presence, PresenceRun } from '../../stores/conversation/rows.ts';
import { formatList, formatMoment } from '../../ui/format.ts';
import { useLocale } from '../../ui/use-locale.ts';
import classes from './conversation.module.css';
import { DayLine } from './day-line.tsx';

/** Names written out in one run; the rest are counted. */
const NAMES_SHOWN = 3;

export interface PresenceRowProps {
  readonly row: Presence;
  readonly day: string | undefined;
  readonly you: string;
  readonly names: ReadonlyMap<string, string>;
}

/** Who came and went between two messages, in one line. */
export const PresenceRow = memo(function PresenceRow({ row, day, you, names }: PresenceRowProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const words = ({ action, people }: PresenceRun) => {
    // Oneself comes first: «Ada and You joined» reads wrong, «You and Ada joined» in every language right.
    const ownFirst = people.toSorted((a, b) => Number(b.id === you) - Number(a.id === you));
    const called = ownFirst.map(({ id, nick }) => (id === you ? t('conversation.you') : (names.get(id) ?? nick)));
    const distinct = [...new Set(called)];
    const hidden = distinct.length - NAMES_SHOWN;
    // Counting one single person instead of naming it would save nothing.
    const shown =
      hidden > 1 ? [...distinct.slice(0, NAMES_SHOWN), t('conversation.others', { count: hidden })] : distinct;
    return t(`conversation.${action}`, { count: distinct.length, names: formatList(locale, shown) });
  };
  return (
    <>
      {day !== undefined && <DayLine text={day} />}
      <p className={classes.presence} title={formatMoment(locale, row.at)}>
        <bdi>{row.runs.map(words).join(' · ')}</bdi>
      </p>
    </>
  );
});
