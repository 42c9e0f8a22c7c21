import { expect, it } from 'vitest';
import { COLOURS } from '../../../shared/colours.ts';
import { SETTING_GROUPS, SETTING_KEYS, SETTING_ROWS } from '../../../shared/settings/setting-rows.ts';
import en from '../../locales/en.json' with { type: 'json' };
import chinese from '../../locales/zh-CN.json' with { type: 'json' };
import { findSettings } from './search.ts';
import { SEARCHABLE, wordsOf } from './setting-words.ts';

const found = (query: string) => findSettings(query, SEARCHABLE);

it('finds nothing less than everything for an empty search', () => {
  expect(found('')).toEqual(SEARCHABLE.map(({ id }) => id));
  expect(found('  ')).toHaveLength(SEARCHABLE.length);
});

it.each([
  ['theme', 'theme'],
  ['DARK mode', 'theme'],
  ['深色', 'theme'],
  ['Ｎｉｃｋｎａｍｅ', 'nick'],
  ['称呼', 'nick'],
  ['color', 'colour'],
  ['autostart', 'launchAtLogin'],
  ['fsync', 'hostDurable'],
  ['telnet', 'hostPlain'],
  ['端口', 'hostPort'],
  ['下载', 'files.downloadFolder'],
  ['largest', 'textSize'],
  ['database', 'dataFolder'],
])('finds by “%s” the setting %s, whatever language the window speaks', (query, key) => {
  expect(found(query)).toContain(key);
});

it('wants every word, and finds nothing for what no setting is about', () => {
  expect(found('notification preview')).toEqual(['notifyPreview']);
  expect(found('theme telnet')).toEqual([]);
  expect(found('blockchain')).toEqual([]);
});

it('finds a whole group by its name', () => {
  const hosting = SETTING_KEYS.filter((key) => SETTING_ROWS[key].group === 'hosting');
  expect(found('hosting')).toEqual(expect.arrayContaining(hosting));
});

it('has words for each setting, each choice, each group and each colour, in both languages', () => {
  for (const language of [en, chinese]) {
    for (const key of SETTING_KEYS) {
      expect(Object.keys(wordsOf(language, key)), key).toEqual(['name', 'why', 'find']);
      const row = SETTING_ROWS[key];
      if (row.kind !== 'choice') continue;
      const options: Readonly<Record<string, object>> = language.settings.options;
      expect(Object.keys(options[key] ?? {}).toSorted(), key).toEqual([...row.options].toSorted());
    }
    expect(Object.keys(language.settings.groups)).toEqual(['label', ...SETTING_GROUPS]);
    expect(Object.keys(language.settings.colours)).toEqual(['auto', ...COLOURS]);
  }
});
