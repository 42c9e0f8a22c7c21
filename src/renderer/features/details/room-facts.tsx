import { useTranslation } from 'react-i18next';
import type { RoomDetails } from '../../../shared/places/details-contract.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { formatShortly } from '../../ui/format.ts';
import { formatBytes, formatCount } from '../../ui/format-amount.ts';
import { useLocale } from '../../ui/use-locale.ts';

export interface RoomFactsProps {
  readonly details: RoomDetails;
  /** Who is in the room right now. */
  readonly members: number;
}

/** How much there is of a room, and since when. */
export function RoomFacts({ details, members }: RoomFactsProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { events, newest, messages, since, people, fileCount, logBytes, fileBytes, hosting } = details;
  const count = (amount: number) => formatCount(locale, amount);
  const lacks = newest - events;
  return (
    <FactList
      facts={[
        {
          label: t('details.since'),
          value: since === undefined ? t('details.nothingYet') : formatShortly(locale, since),
        },
        {
          label: t('details.members'),
          value: count(members),
          more: t('details.everHere', { count: people, formatted: count(people) }),
        },
        {
          label: t('details.messages'),
          value: count(messages),
          ...(lacks > 0 && { more: t('details.lacks', { count: lacks, formatted: count(lacks) }) }),
        },
        { label: t('details.files'), value: count(fileCount) },
        {
          label: t('details.onDisk'),
          value: formatBytes(locale, logBytes + fileBytes),
          more: hosting
            ? t('details.onDiskHost', { log: formatBytes(locale, logBytes), files: formatBytes(locale, fileBytes) })
            : t('details.onDiskGuest'),
        },
        ...(hosting
          ? [
              { label: t('details.plain'), value: t(hosting.plain ? 'details.plainYes' : 'details.plainNo') },
              { label: t('details.durable'), value: t(hosting.durable ? 'details.durableYes' : 'details.durableNo') },
            ]
          : []),
      ]}
    />
  );
}
