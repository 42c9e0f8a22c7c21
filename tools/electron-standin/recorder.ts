/**
 * What the app asked of the desktop, kept instead of done: notifications, dialogs, opened links, tray, menus. Tests read
 * it from `globalThis[Symbol.for('electron-standin')].recorded`; the app never looks there.
 */

/** One call that was recorded. */
export interface RecordedCall {
  /** Such as `shell.openExternal`. */
  readonly api: string;
  readonly args: readonly unknown[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The calls kept; older ones are dropped, so that a long-running app does not grow. */
const LIMIT = 1_000;

/** Every recorded call, oldest first. */
export const recorded: RecordedCall[] = [];

/** Keeps a call for tests to see. */
export function record(api: string, ...args: unknown[]): void {
  recorded.push({ api, args, at: Date.now() });
  if (recorded.length > LIMIT) recorded.shift();
}
