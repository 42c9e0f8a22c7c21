import { useTranslation } from 'react-i18next';
import { updateFileSettings } from '../../stores/files/accept-rules.ts';
import { useApp } from '../../stores/hooks.ts';
import { formatBytes, formatCount } from '../../ui/format-amount.ts';
import { useLocale } from '../../ui/use-locale.ts';
import { AmountField } from './amount-field.tsx';
import classes from './file-settings.module.css';
import { SettingGroup } from './setting-group.tsx';

/** Bytes of all files that a hosted room can keep, bytes of one of them, days since one was wanted last. */
const SPOOL_BYTES = [1_000_000_000, 5_000_000_000, 20_000_000_000, 100_000_000_000, 500_000_000_000];
const FILE_BYTES = [10_000_000, 100_000_000, 1_000_000_000, 5_000_000_000];
const SPOOL_DAYS = [1, 7, 30, 90, 365];

/** What a room that is hosted here keeps for the others. */
export function HostSettingsPage() {
  const { t } = useTranslation();
  const locale = useLocale();
  const { spoolBytes, fileBytes, spoolDays } = useApp(({ settings }) => settings.files);
  const bytes = (amount: number) => formatBytes(locale, amount);
  return (
    <SettingGroup label={t('settings.host.files')} hint={t('settings.host.filesHint')}>
      <div className={classes.row}>
        <AmountField
          label={t('settings.host.spoolBytes')}
          value={spoolBytes}
          usual={SPOOL_BYTES}
          textOf={bytes}
          onPick={(next) => void updateFileSettings({ spoolBytes: next })}
        />
        <AmountField
          label={t('settings.host.fileBytes')}
          value={fileBytes}
          usual={FILE_BYTES}
          textOf={bytes}
          onPick={(next) => void updateFileSettings({ fileBytes: next })}
        />
        <AmountField
          label={t('settings.host.spoolDays')}
          value={spoolDays}
          usual={SPOOL_DAYS}
          textOf={(days) => t('settings.host.days', { count: days, formatted: formatCount(locale, days) })}
          onPick={(next) => void updateFileSettings({ spoolDays: next })}
        />
      </div>
    </SettingGroup>
  );
}
