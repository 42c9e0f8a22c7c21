import { useTranslation } from 'react-i18next';
import { changeSetting } from '../../../stores/settings/settings-screen.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { optionName } from '../setting-words.ts';
import { type ControlProps, useSetting } from './control.ts';

/** As many stand side by side; more are a list. */
const IN_SIGHT = 3;

/** Whether the choice is a group of buttons, which has a name of its own instead of a label. */
export function isInSight(options: readonly string[]): boolean {
  return options.length <= IN_SIGHT;
}

/** One of some words. */
export function ChoiceControl(props: ControlProps & { readonly options: readonly string[] }) {
  const { setting, id, label, describedBy, options } = props;
  const { t } = useTranslation();
  const value = String(useSetting(setting));
  const named = options.map((option) => ({ value: option, text: optionName(t, setting, option) }));
  const pick = (next: string) => void changeSetting(setting, next);
  if (isInSight(options)) return <Segmented label={label} value={value} segments={named} onPick={pick} />;
  return <Select id={id} aria-describedby={describedBy} value={value} options={named} onPick={pick} />;
}
