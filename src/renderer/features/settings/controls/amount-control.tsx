import { useTranslation } from 'react-i18next';
import type { SettingRow } from '../../../../shared/settings/setting-rows.ts';
import { changeSetting } from '../../../stores/settings/settings-screen.ts';
import { formatBytes, formatCount } from '../../../ui/format-amount.ts';
import { Select } from '../../../ui/select.tsx';
import { useLocale } from '../../../ui/use-locale.ts';
import { choicesWith } from '../choices.ts';
import { type ControlProps, useSetting } from './control.ts';

type Amounts = Pick<Extract<SettingRow, { kind: 'amount' }>, 'amounts' | 'unit'>;

function useAmountWords(unit: Amounts['unit']): (amount: number) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  return (amount) => {
    switch (unit) {
      case 'bytes':
        return formatBytes(locale, amount);
      case 'days':
        return t('settings.days', { count: amount, formatted: formatCount(locale, amount) });
      case 'percent':
        return t('settings.percent', { percent: Math.round(amount * 100) });
      case 'count':
        return formatCount(locale, amount);
      case 'a-second':
        return t('settings.aSecond', { amount: formatCount(locale, amount) });
      case 'bytes-a-second':
        return t('settings.aSecond', { amount: formatBytes(locale, amount) });
      case 'of-links':
        return t('settings.percent', { percent: amount });
      case 'ms':
        return t('settings.seconds', { count: amount / 1_000, formatted: formatCount(locale, amount / 1_000) });
      case 'without-asking':
        if (amount === 0) return t('settings.files.acceptNone');
        if (amount === Number.MAX_SAFE_INTEGER) return t('settings.files.acceptAll');
        return t('settings.files.acceptUpTo', { size: formatBytes(locale, amount) });
    }
  };
}

/** One of some amounts. */
export function AmountControl({ setting, id, describedBy, amounts, unit }: ControlProps & Amounts) {
  const value = Number(useSetting(setting));
  const words = useAmountWords(unit);
  const options = choicesWith(value, amounts).map((amount) => ({ value: String(amount), text: words(amount) }));
  return (
    <Select
      id={id}
      aria-describedby={describedBy}
      value={String(value)}
      options={options}
      onPick={(next) => void changeSetting(setting, Number(next))}
    />
  );
}
