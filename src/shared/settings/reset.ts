import type { Settings } from '../settings.ts';
import { DEFAULT_SETTINGS } from '../settings-defaults.ts';
import { changeTo, type SettingKey, sameValue, settingOf } from './setting-key.ts';
import { SETTING_KEYS } from './setting-rows.ts';

/** A nickname has nothing to go back to; and nobody who resets settings means to decrypt what lies on the disk. */
const STAYS: readonly SettingKey[] = ['nick', 'encryptDisk'];

/** Whether a setting is another than at first, so that it can be reset. */
export function canReset(settings: Settings, key: SettingKey): boolean {
  return !STAYS.includes(key) && !sameValue(settingOf(settings, key), settingOf(DEFAULT_SETTINGS, key));
}

/** All settings that can be reset. */
export function resettable(settings: Settings): readonly SettingKey[] {
  return SETTING_KEYS.filter((key) => canReset(settings, key));
}

/** The change that puts settings back to what they were at first, and the one that undoes it. */
export function resetOf(
  settings: Settings,
  keys: readonly SettingKey[],
): { readonly change: Partial<Settings>; readonly undo: ReadonlyMap<SettingKey, unknown> } {
  return {
    change: changeTo(settings, new Map(keys.map((key) => [key, settingOf(DEFAULT_SETTINGS, key)]))),
    undo: new Map(keys.map((key) => [key, settingOf(settings, key)])),
  };
}
