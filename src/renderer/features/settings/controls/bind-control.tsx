import { useTranslation } from 'react-i18next';
import { useApp } from '../../../stores/hooks.ts';
import { changeSetting } from '../../../stores/settings/settings-screen.ts';
import { Select } from '../../../ui/select.tsx';
import { useBindOptions } from '../../../ui/use-bind-options.ts';
import { type ControlProps, useSetting } from './control.ts';

/** Which of this computer's addresses a hosted room answers at. */
export function BindControl({ setting, id, describedBy }: ControlProps) {
  const { t } = useTranslation();
  const addresses = useApp((state) => state.localAddresses);
  const saved = String(useSetting(setting));
  const options = useBindOptions(addresses);
  // An adapter that is gone is named, not dropped: it may come back.
  const all = options.some(({ value }) => value === saved)
    ? options
    : [...options, { value: saved, text: t('settings.bindGone', { address: saved }) }];
  return (
    <Select
      id={id}
      aria-describedby={describedBy}
      value={saved}
      options={all}
      onPick={(next) => void changeSetting(setting, next)}
    />
  );
}
