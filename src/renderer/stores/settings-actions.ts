import type { Problem } from '../../shared/error-codes.ts';
import type { Settings } from '../../shared/settings.ts';
import { attempt } from '../bridge.ts';
import { appStore } from './app-store.ts';

/**
 * Applies a change at once and has main remember it; what main does not take is put back. A nickname waits for
 * main's word, since it decides whether the start screen opens.
 * @returns why it was not taken
 */
export async function updateSettings(change: Partial<Settings>): Promise<Problem | undefined> {
  const before = appStore.getState().settings;
  if (change.nick === undefined) appStore.setState({ settings: { ...before, ...change } });
  const result = await attempt('settings:update', change);
  appStore.setState({ settings: result.ok ? result.value : before });
  return result.ok ? undefined : result.problem;
}
