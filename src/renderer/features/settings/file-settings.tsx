import { useTranslation } from 'react-i18next';
import { updateFileSettings } from '../../stores/files/accept-rules.ts';
import { useApp } from '../../stores/hooks.ts';
import { formatBytes } from '../../ui/format-amount.ts';
import { useLocale } from '../../ui/use-locale.ts';
import { AmountField } from './amount-field.tsx';
import { DownloadFolder } from './download-folder.tsx';
import { TrustedMembers } from './trusted-members.tsx';

/** Bytes up to which files can be fetched without a question; 0 is never. */
const ACCEPT_BELOW = [0, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, Number.MAX_SAFE_INTEGER];

/** How large files may be that are fetched without a question, whoever sends them. */
function Accepting() {
  const { t } = useTranslation();
  const locale = useLocale();
  const acceptBelow = useApp(({ settings }) => settings.files.acceptBelow);
  const words = (bytes: number) => {
    if (bytes === 0) return t('settings.files.acceptNone');
    if (bytes === Number.MAX_SAFE_INTEGER) return t('settings.files.acceptAll');
    return t('settings.files.acceptUpTo', { size: formatBytes(locale, bytes) });
  };
  return (
    <AmountField
      label={t('settings.files.accept')}
      value={acceptBelow}
      usual={ACCEPT_BELOW}
      textOf={words}
      onPick={(next) => void updateFileSettings({ acceptBelow: next })}
    />
  );
}

/** Where files go, and whose are fetched without a question. */
export function FileSettingsPage() {
  return (
    <>
      <DownloadFolder />
      <Accepting />
      <TrustedMembers />
    </>
  );
}
