import type { TFunction } from 'i18next';
import type { SettingKey } from '../../../shared/settings/setting-key.ts';
import { SETTING_KEYS, SETTING_ROWS, type SettingGroup } from '../../../shared/settings/setting-rows.ts';
import en from '../../locales/en.json' with { type: 'json' };
import chinese from '../../locales/zh-CN.json' with { type: 'json' };
import type { Searchable } from './search.ts';

/** What the screen lists: settings, and where things are on the disk. */
export type SettingsItem = SettingKey | ShownItem;

/** What is no setting and stands among them, and in which group. */
const SHOWN_ITEMS = { ownIdentity: 'privacy', contacts: 'privacy', dataFolder: 'advanced' } as const;
type ShownItem = keyof typeof SHOWN_ITEMS;

export const SETTINGS_ITEMS: readonly SettingsItem[] = [...SETTING_KEYS, ...(Object.keys(SHOWN_ITEMS) as ShownItem[])];

export function isShownItem(item: SettingsItem): item is ShownItem {
  return Object.hasOwn(SHOWN_ITEMS, item);
}

export function groupOf(item: SettingsItem): SettingGroup {
  return isShownItem(item) ? SHOWN_ITEMS[item] : SETTING_ROWS[item].group;
}

export interface SettingWords {
  readonly name: string;
  /** What it does, in a line. */
  readonly why: string;
  /** Other words that people look for it with. */
  readonly find: string;
}

/** The words of a setting in one language's file. */
export function wordsOf({ settings }: typeof en | typeof chinese, item: SettingsItem): SettingWords {
  const [outer = '', inner] = item.split('.');
  const found: unknown = Reflect.get(settings.row, outer);
  return (inner === undefined ? found : Reflect.get(found as object, inner)) as SettingWords;
}

/** What a choice is called. A test holds that each has a name in every language. */
export function optionName(t: TFunction, key: SettingKey, option: string): string {
  return t(`settings.options.${key}.${option}` as 'settings.options.theme.dark');
}

function textsOf(language: typeof en | typeof chinese, item: SettingsItem): readonly string[] {
  const { name, why, find } = wordsOf(language, item);
  const options: Readonly<Record<string, Readonly<Record<string, string>>>> = language.settings.options;
  return [name, why, find, language.settings.groups[groupOf(item)], ...Object.values(options[item] ?? {})];
}

/** The words of every setting in both languages: one looks for what one knows the name of. */
export const SEARCHABLE: readonly Searchable<SettingsItem>[] = SETTINGS_ITEMS.map((id) => ({
  id,
  texts: [...textsOf(en, id), ...textsOf(chinese, id)],
}));
