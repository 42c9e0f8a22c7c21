import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Settings, settingsSchema } from '../settings.ts';
import { DEFAULT_SETTINGS } from '../settings-defaults.ts';
import { canReset, resetOf, resettable } from './reset.ts';
import { changeTo, type SettingKey, schemaOf, settingOf } from './setting-key.ts';
import { SETTING_GROUPS, SETTING_KEYS, SETTING_ROWS } from './setting-rows.ts';
import { readSettingsFile, SETTINGS_FILE_LONGEST, writeSettingsFile } from './settings-file.ts';

/** Somebody's settings, with nothing as it was at first. */
const OWN: Settings = {
  ...DEFAULT_SETTINGS,
  nick: 'Ada',
  colour: 'rose',
  theme: 'dark',
  zoom: 1.5,
  hostPort: 9_000,
  hostBind: '10.0.0.7',
  files: {
    ...DEFAULT_SETTINGS.files,
    downloadFolder: '/home/ada/in',
    acceptBelow: 1_000_000,
    acceptFrom: [{ room: 'r', member: 'm', nick: 'Ben' }],
    spoolDays: 7,
  },
  lab: { choices: undefined },
};

describe('the table of settings', () => {
  it('has a row for each setting that is kept, those of a group one by one', () => {
    const kept = Object.entries(settingsSchema.shape).flatMap(([key, schema]) =>
      schema instanceof z.ZodObject && key !== 'lab'
        ? Object.keys(schema.shape).map((inner) => `${key}.${inner}`)
        : [key],
    );
    expect([...SETTING_KEYS].toSorted()).toEqual(kept.toSorted());
  });

  it('leaves no group empty, and shows one after the other', () => {
    const groups = SETTING_KEYS.map((key) => SETTING_ROWS[key].group);
    expect([...new Set(groups)]).toEqual(SETTING_GROUPS);
    expect(groups.filter((group, at) => group !== groups[at - 1])).toEqual(SETTING_GROUPS);
  });

  it('knows what each setting is at first, and that it may be that', () => {
    for (const key of SETTING_KEYS)
      expect(schemaOf(key).safeParse(settingOf(DEFAULT_SETTINGS, key)).success, key).toBe(true);
  });

  it('offers only what a setting may be', () => {
    for (const key of SETTING_KEYS) {
      const row = SETTING_ROWS[key];
      const offered = row.kind === 'choice' ? row.options : row.kind === 'amount' ? row.amounts : [];
      for (const value of offered) expect(schemaOf(key).safeParse(value).success, `${key} ${value}`).toBe(true);
    }
  });

  it('offers what each choice is at first', () => {
    for (const key of SETTING_KEYS) {
      const row = SETTING_ROWS[key];
      if (row.kind === 'choice') expect(row.options, key).toContain(settingOf(DEFAULT_SETTINGS, key));
    }
  });
});

describe('a change', () => {
  it('of some of a group leaves the rest of it as it was', () => {
    const values: [SettingKey, unknown][] = [
      ['files.spoolDays', 30],
      ['files.acceptBelow', 0],
      ['theme', 'light'],
    ];
    const change = changeTo(OWN, new Map(values));
    expect(change).toEqual({ theme: 'light', files: { ...OWN.files, spoolDays: 30, acceptBelow: 0 } });
  });
});

describe('a reset', () => {
  it('is offered for what is another than at first, and never for the nickname', () => {
    expect(resettable(DEFAULT_SETTINGS)).toEqual([]);
    expect([canReset(OWN, 'nick'), canReset(OWN, 'theme'), canReset(OWN, 'language')]).toEqual([false, true, false]);
    expect(
      canReset(
        {
          ...DEFAULT_SETTINGS,
          lab: {
            choices: { encoding: 'utf-8', ending: 'lf', enterSends: true, everyMs: '1', bytesAs: 'hex', readAs: 'gbk' },
          },
        },
        'lab',
      ),
    ).toBe(true);
  });

  it('of all can be undone to the value', () => {
    const { change, undo } = resetOf(OWN, resettable(OWN));
    const after = { ...OWN, ...change };
    expect(after).toEqual({ ...DEFAULT_SETTINGS, nick: 'Ada', lab: OWN.lab });
    expect({ ...after, ...changeTo(after, undo) }).toEqual(OWN);
  });

  it('of one of a group leaves the others', () => {
    expect(resetOf(OWN, ['files.spoolDays']).change).toEqual({
      files: { ...OWN.files, spoolDays: DEFAULT_SETTINGS.files.spoolDays },
    });
  });
});

describe('a file of settings', () => {
  const read = (text: string, settings: Settings = DEFAULT_SETTINGS) => {
    const result = readSettingsFile(text, settings);
    if (!result.ok) throw new Error(result.problem.text);
    return result.value;
  };
  const fileOf = (settings: object) => JSON.stringify({ partyline: 'settings', version: 1, settings });

  it('brings all that travels to another computer, which keeps what is its own', () => {
    const { change, refused, changes } = read(writeSettingsFile(OWN));
    expect(refused).toEqual([]);
    expect(changes).toEqual(['nick', 'colour', 'theme', 'zoom', 'hostPort', 'files.spoolDays', 'files.acceptBelow']);
    const { hostBind } = DEFAULT_SETTINGS;
    const { downloadFolder, acceptFrom } = DEFAULT_SETTINGS.files;
    expect({ ...DEFAULT_SETTINGS, ...change }).toEqual({
      ...OWN,
      hostBind,
      lab: {},
      files: { ...OWN.files, downloadFolder, acceptFrom },
    });
  });

  it('holds no address, no folder and nobody else', () => {
    const text = writeSettingsFile(OWN);
    for (const secret of ['10.0.0.7', '/home/ada', 'Ben']) expect(text).not.toContain(secret);
  });

  it('changes nothing where all is so already', () => {
    const { change, changes, same } = read(writeSettingsFile(OWN), OWN);
    expect([change, changes]).toEqual([{}, []]);
    expect(same).toBe(SETTING_KEYS.filter((key) => SETTING_ROWS[key].travels).length);
  });

  it.each([
    ['a setting of another version', { shimmer: true }, 'shimmer', 'unknown'],
    ['a name that every object has', { toString: 1 }, 'toString', 'unknown'],
    ['a whole group', { files: {} }, 'files', 'unknown'],
    ['a choice that there is not', { theme: 'pink' }, 'theme', 'invalid'],
    ['a number as text', { hostPort: '9000' }, 'hostPort', 'invalid'],
    ['a port out of range', { hostPort: 65_536 }, 'hostPort', 'invalid'],
    ['a nickname that hides something', { nick: 'Ada\u202Enimda' }, 'nick', 'invalid'],
    ['no nickname', { nick: '' }, 'nick', 'invalid'],
    ['a name of a room that breaks the line', { hostName: 'a\nb' }, 'hostName', 'invalid'],
    ['what belongs to another computer', { 'files.downloadFolder': '/etc' }, 'files.downloadFolder', 'stays'],
    ['programs that the lab may start', { lab: { server: {} } }, 'lab', 'stays'],
    ['people who are trusted', { 'files.acceptFrom': [] }, 'files.acceptFrom', 'stays'],
  ])('names %s as what can’t be taken, and takes the rest', (_what, bad, name, because) => {
    const { refused, changes } = read(fileOf({ ...bad, zoom: 2 }));
    expect(refused).toEqual([{ name, because }]);
    expect(changes).toEqual(['zoom']);
  });

  it('lets no entry reach what all objects have', () => {
    const text = fileOf({ zoom: 2 }).replace('{"zoom"', '{"__proto__":{"theme":"dark"},"zoom"');
    expect(read(text).change).toEqual({ zoom: 2 });
    expect(Object.hasOwn(Object.prototype, 'theme')).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['half of one', writeSettingsFile(OWN).slice(0, 200)],
    ['a list', '[]'],
    ['another program’s', '{"settings":{"theme":"dark"}}'],
    ['one of a later format', JSON.stringify({ partyline: 'settings', version: 2, settings: {} })],
    ['one without end', `${fileOf({})}${' '.repeat(SETTINGS_FILE_LONGEST)}`],
    ['one with entries without end', fileOf(Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`k${n}`, 1])))],
  ])('is not %s', (_what, text) => {
    expect(readSettingsFile(text, OWN)).toMatchObject({ ok: false, problem: { code: 'settings_unreadable' } });
  });
});
