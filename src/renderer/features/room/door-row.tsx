import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoorRow as Told } from '../../stores/conversation/rows.ts';
import { formatMoment } from '../../ui/format.ts';
import { useLocale } from '../../ui/use-locale.ts';
import classes from './conversation.module.css';
import { DayLine } from './day-line.tsx';

export interface DoorRowProps {
  readonly row: Told;
  readonly day: string | undefined;
  readonly you: string;
  readonly names: ReadonlyMap<string, string>;
}

/** What the host or a moderator did about the door or somebody's place in the room. */
export const DoorRow = memo(function DoorRow({ row, day, you, names }: DoorRowProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const called = ({ id, nick }: Told['by']) => (id === you ? t('conversation.you') : (names.get(id) ?? nick));
  return (
    <>
      {day !== undefined && <DayLine text={day} />}
      <p className={classes.presence} title={formatMoment(locale, row.at)}>
        <bdi>{t(`door.told.${row.what}`, { by: called(row.by), about: row.about ? called(row.about) : '' })}</bdi>
      </p>
    </>
  );
});
