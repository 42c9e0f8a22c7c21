import { beforeEach, expect, it, vi } from 'vitest';
import { failure, success } from '../../../shared/error-codes.ts';
import type { PartylineApi } from '../../../shared/ipc-contract.ts';
import type { Settings } from '../../../shared/settings.ts';
import { DEFAULT_SETTINGS } from '../../../shared/settings-defaults.ts';
import { appStore } from '../app-store.ts';
import {
  changeSetting,
  chooseSettingsFile,
  exportSettings,
  resetSettings,
  searchSettings,
  settingsScreen,
  takeImported,
  undoReset,
} from './settings-screen.ts';

/** The settings that main keeps, and whether it takes a change. */
let kept: Settings;
let takes: boolean;
const answers = new Map<string, unknown>();

const api = {
  invoke: async (channel: string, payload: unknown) => {
    if (channel !== 'settings:update') return answers.get(channel);
    if (!takes) return failure('store_failed', 'the disk is gone');
    kept = { ...kept, ...(payload as Partial<Settings>) };
    return success(kept);
  },
} as PartylineApi;

beforeEach(() => {
  vi.stubGlobal('window', { partyline: api });
  kept = { ...DEFAULT_SETTINGS, nick: 'Ada', theme: 'dark', files: { ...DEFAULT_SETTINGS.files, spoolDays: 7 } };
  takes = true;
  answers.clear();
  appStore.setState({ settings: kept });
  settingsScreen.setState(settingsScreen.getInitialState(), true);
});

const shown = () => appStore.getState().settings;
const screen = () => settingsScreen.getState();

it('changes one of a group at once, and leaves the others', async () => {
  const change = changeSetting('files.acceptBelow', 1_000_000);
  expect(shown().files).toEqual({ ...DEFAULT_SETTINGS.files, spoolDays: 7, acceptBelow: 1_000_000 });
  expect(await change).toBeUndefined();
  expect(kept).toEqual(shown());
});

it('puts back what main does not take, and says why', async () => {
  takes = false;
  expect(await changeSetting('zoom', 2)).toMatchObject({ code: 'store_failed' });
  expect(shown()).toEqual(kept);
});

it('resets one setting and undoes it, to the value', async () => {
  const before = kept;
  await resetSettings(['theme']);
  expect([kept.theme, kept.files.spoolDays]).toEqual(['system', 7]);
  await undoReset();
  expect(kept).toEqual(before);
  expect(screen().undo).toBeUndefined();
});

it('resets all but the nickname, and undoes that', async () => {
  const before = kept;
  await resetSettings();
  expect(kept).toEqual({ ...DEFAULT_SETTINGS, nick: 'Ada' });
  expect([...(screen().undo?.keys() ?? [])].toSorted()).toEqual(['files.spoolDays', 'theme']);
  await undoReset();
  expect(kept).toEqual(before);
});

it('offers nothing to undo where nothing was reset, nor once another setting was changed', async () => {
  takes = false;
  await resetSettings();
  expect(screen()).toMatchObject({ undo: undefined, problem: { code: 'store_failed' } });
  expect(shown().theme).toBe('dark');
  takes = true;
  await resetSettings();
  await changeSetting('sounds', true);
  expect(screen().undo).toBeUndefined();
  await undoReset();
  expect(kept.theme).toBe('system');
});

it('shows what a file would change, and takes it only when told to', async () => {
  const found = { changes: ['theme'], same: 1, refused: [], change: { theme: 'light' } };
  answers.set('settings:read-file', success(found));
  searchSettings('theme');
  await chooseSettingsFile();
  expect(screen().imported).toEqual(found);
  expect(kept.theme).toBe('dark');
  await takeImported();
  expect(kept.theme).toBe('light');
  expect(screen()).toMatchObject({ imported: undefined, problem: undefined, query: 'theme' });
});

it('says what is the matter with a file, and where settings were written to', async () => {
  answers.set('settings:read-file', failure('settings_unreadable', 'half of one'));
  await chooseSettingsFile();
  expect(screen()).toMatchObject({ imported: undefined, problem: { code: 'settings_unreadable' } });
  answers.set('settings:export', success('/tmp/settings.json'));
  await exportSettings();
  expect(screen()).toMatchObject({ exported: '/tmp/settings.json', problem: undefined });
});
