import { useTranslation } from 'react-i18next';
import type { Forgetting } from '../../../shared/places/place-models.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { formatBytes, formatCount } from '../../ui/format-amount.ts';
import { useLocale } from '../../ui/use-locale.ts';

export interface ForgetDialogProps {
  readonly forgetting: Forgetting;
  readonly onForget: () => void;
  readonly onCancel: () => void;
}

/** Asks once, and says what would be deleted, before a room is forgotten. */
export function ForgetDialog({ forgetting, onForget, onCancel }: ForgetDialogProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { name, isHosted, events, waiting, bytes } = forgetting;
  const body = [
    t(isHosted ? 'forget.host' : 'forget.guest', {
      count: events,
      formatted: formatCount(locale, events),
      size: formatBytes(locale, bytes),
    }),
    waiting > 0 ? t('forget.waiting', { count: waiting, formatted: formatCount(locale, waiting) }) : '',
    t('forget.stays'),
  ];
  return (
    <Confirm
      title={t('forget.title', { name })}
      body={body.filter(Boolean).join(' ')}
      confirm={t('forget.confirm')}
      cancel={t('common.cancel')}
      onConfirm={onForget}
      onCancel={onCancel}
    />
  );
}
