import type { SettingKey } from '../../../../shared/settings/setting-key.ts';
import { settingOf } from '../../../../shared/settings/setting-key.ts';
import { useApp } from '../../../stores/hooks.ts';

/** What every control of a setting is given. */
export interface ControlProps {
  readonly setting: SettingKey;
  /** Of the element that the row's label is for. */
  readonly id: string;
  /** The setting's name, for a control that is a group of its own. */
  readonly label: string;
  /** Id of the line that says what the setting does. */
  readonly describedBy: string;
}

/** What a setting is set to. */
export function useSetting(key: SettingKey): unknown {
  return useApp(({ settings }) => settingOf(settings, key));
}
