import { useTranslation } from 'react-i18next';
import type { Transfer } from '../../../shared/files/file-models.ts';
import { formatBytes, formatCount, formatDuration } from '../../ui/format-amount.ts';
import { useLocale } from '../../ui/use-locale.ts';
import type { CardState } from './card-state.ts';

/** As much of a transfer as its progress is told by. */
type Told = Pick<Transfer, 'done' | 'size' | 'files' | 'speed' | 'leftMs' | 'direction'>;

/** How far a transfer is, in one line: amount, speed and time left, or why nothing moves. */
export function useProgressWords(): (transfer: Told, state: CardState) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  return ({ done, size, files, speed, leftMs, direction }, state) => {
    const amount = t('files.amount', { done: formatBytes(locale, done), size: formatBytes(locale, size) });
    const filesDone =
      files && t('files.filesDone', { done: formatCount(locale, files.done), all: formatCount(locale, files.all) });
    const parts: Readonly<Record<string, readonly (string | undefined)[]>> = {
      preparing: [t('files.preparing')],
      waiting: [t(direction === 'send' ? 'files.waitingToSend' : 'files.waiting'), done > 0 ? amount : undefined],
      paused: [t('files.paused'), amount],
      finishing: [t('files.verifying')],
      running: [
        amount,
        filesDone,
        speed > 0 ? t('quality.perSecond', { amount: formatBytes(locale, speed) }) : undefined,
        // In a narrow list it goes to the next line as a whole.
        leftMs === undefined
          ? undefined
          : t('files.left', { time: formatDuration(locale, leftMs) }).replaceAll(' ', '\u00a0'),
      ],
    };
    return (parts[state] ?? []).filter((part) => part !== undefined).join(' · ');
  };
}
