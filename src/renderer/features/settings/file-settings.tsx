import { useTranslation } from 'react-i18next';
import { updateFileSettings } from '../../stores/files/accept-rules.ts';
import { useApp } from '../../stores/hooks.ts';
import { formatBytes, formatCount } from '../../ui/format-amount.ts';
import { useLocale } from '../../ui/use-locale.ts';
import { AmountField } from './amount-field.tsx';
import { DownloadFolder } from './download-folder.tsx';
import classes from './file-settings.module.css';
import { TrustedMembers } from './trusted-members.tsx';

/** Bytes up to which files can be fetched without a question; 0 is never. */
const ACCEPT_BELOW = [0, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, Number.MAX_SAFE_INTEGER];
/** Bytes of all files that a hosted room can keep, bytes of one of them, days since one was wanted last. */
const SPOOL_BYTES = [1_000_000_000, 5_000_000_000, 20_000_000_000, 100_000_000_000, 500_000_000_000];
const FILE_BYTES = [10_000_000, 100_000_000, 1_000_000_000, 5_000_000_000];
const SPOOL_DAYS = [1, 7, 30, 90, 365];

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

/** What a room that is hosted here keeps for the others. */
function Keeping() {
  const { t } = useTranslation();
  const locale = useLocale();
  const { spoolBytes, fileBytes, spoolDays } = useApp(({ settings }) => settings.files);
  const bytes = (amount: number) => formatBytes(locale, amount);
  return (
    <fieldset className={classes.group}>
      <legend>{t('settings.files.host')}</legend>
      <p className={classes.hint}>{t('settings.files.hostHint')}</p>
      <div className={classes.row}>
        <AmountField
          label={t('settings.files.spoolBytes')}
          value={spoolBytes}
          usual={SPOOL_BYTES}
          textOf={bytes}
          onPick={(next) => void updateFileSettings({ spoolBytes: next })}
        />
        <AmountField
          label={t('settings.files.fileBytes')}
          value={fileBytes}
          usual={FILE_BYTES}
          textOf={bytes}
          onPick={(next) => void updateFileSettings({ fileBytes: next })}
        />
        <AmountField
          label={t('settings.files.spoolDays')}
          value={spoolDays}
          usual={SPOOL_DAYS}
          textOf={(days) => t('settings.files.days', { count: days, formatted: formatCount(locale, days) })}
          onPick={(next) => void updateFileSettings({ spoolDays: next })}
        />
      </div>
    </fieldset>
  );
}

/** Where files go, whose are fetched without a question, and what a hosted room keeps. */
export function FileSettingsPage() {
  return (
    <>
      <DownloadFolder />
      <Accepting />
      <TrustedMembers />
      <Keeping />
    </>
  );
}
