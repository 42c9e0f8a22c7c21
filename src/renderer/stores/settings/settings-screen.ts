/** What the settings' screen shows beside the settings themselves. */
import { createStore } from 'zustand/vanilla';
import type { Problem } from '../../../shared/error-codes.ts';
import { resetOf, resettable } from '../../../shared/settings/reset.ts';
import { changeTo, type SettingKey } from '../../../shared/settings/setting-key.ts';
import type { SettingsImport } from '../../../shared/settings/settings-file.ts';
import { attempt } from '../../bridge.ts';
import { appStore } from '../app-store.ts';
import { updateSettings } from '../settings-actions.ts';

export interface SettingsScreen {
  readonly query: string;
  /** What was reset last, and what it was before. */
  readonly undo: ReadonlyMap<SettingKey, unknown> | undefined;
  /** Where settings were written to last. */
  readonly exported: string | undefined;
  /** What a file that was chosen would change: the screen asks. */
  readonly imported: SettingsImport | undefined;
  readonly problem: Problem | undefined;
}

const CALM = { undo: undefined, exported: undefined, imported: undefined, problem: undefined } as const;

export const settingsScreen = createStore<SettingsScreen>(() => ({ query: '', ...CALM }));

/** The screen as it is when it opens. */
export function openSettingsScreen(): void {
  settingsScreen.setState({ query: '', ...CALM });
}

export function searchSettings(query: string): void {
  settingsScreen.setState({ query });
}

/** Sets one setting. @returns why it was not taken */
export async function changeSetting(key: SettingKey, value: unknown): Promise<Problem | undefined> {
  settingsScreen.setState(CALM);
  return updateSettings(changeTo(appStore.getState().settings, new Map([[key, value]])));
}

/** Puts settings back to what they were at first, which can be undone. */
export async function resetSettings(keys?: readonly SettingKey[]): Promise<void> {
  const { settings } = appStore.getState();
  const { change, undo } = resetOf(settings, keys ?? resettable(settings));
  if (undo.size === 0) return;
  const problem = await updateSettings(change);
  settingsScreen.setState({ ...CALM, problem, undo: problem ? undefined : undo });
}

/** Takes the last reset back. */
export async function undoReset(): Promise<void> {
  const { undo } = settingsScreen.getState();
  if (undo === undefined) return;
  const problem = await updateSettings(changeTo(appStore.getState().settings, undo));
  settingsScreen.setState({ ...CALM, problem });
}

/** Asks where to, and writes the settings there. */
export async function exportSettings(): Promise<void> {
  const result = await attempt('settings:export', undefined);
  settingsScreen.setState({ ...CALM, ...(result.ok ? { exported: result.value } : { problem: result.problem }) });
}

/** Asks for a file, and shows what it would change. */
export async function chooseSettingsFile(): Promise<void> {
  const result = await attempt('settings:read-file', undefined);
  settingsScreen.setState({ ...CALM, ...(result.ok ? { imported: result.value } : { problem: result.problem }) });
}

/** Takes what the chosen file would change, all of it or, where main refuses, nothing. */
export async function takeImported(): Promise<void> {
  const { imported } = settingsScreen.getState();
  if (imported === undefined) return;
  settingsScreen.setState({ ...CALM, problem: await updateSettings(imported.change) });
}

export function leaveImported(): void {
  settingsScreen.setState({ imported: undefined });
}
