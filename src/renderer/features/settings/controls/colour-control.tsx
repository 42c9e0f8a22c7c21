import { useApp } from '../../../stores/hooks.ts';
import { changeSetting } from '../../../stores/settings/settings-screen.ts';
import { ColourPicker } from '../../../ui/colour-picker.tsx';
import type { ControlProps } from './control.ts';

export function ColourControl({ setting, label, describedBy }: ControlProps) {
  const colour = useApp(({ settings }) => settings.colour);
  return (
    <ColourPicker
      label={label}
      describedBy={describedBy}
      colour={colour}
      onPick={(next) => void changeSetting(setting, next)}
    />
  );
}
