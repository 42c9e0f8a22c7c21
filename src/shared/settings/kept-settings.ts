import type { Settings } from '../settings.ts';
import { DEFAULT_SETTINGS } from '../settings-defaults.ts';
import { changeTo, type SettingKey, schemaOf, valueIn } from './setting-key.ts';
import { SETTING_KEYS } from './setting-rows.ts';

/**
 * Settings as they were kept, by this version or by another one: each that is missing or no longer valid has its
 * default, and takes nothing from the others of its group.
 * @param kept what is kept of a setting or a group, by its name in {@link Settings}
 */
export function keptSettings(kept: (name: string) => unknown): Settings {
  const read = new Map<SettingKey, unknown>();
  for (const key of SETTING_KEYS) {
    const value = schemaOf(key).safeParse(valueIn(kept, key));
    if (value.success) read.set(key, value.data);
  }
  return { ...DEFAULT_SETTINGS, ...changeTo(DEFAULT_SETTINGS, read) };
}
