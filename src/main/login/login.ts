import type { App } from 'electron';
import type { Log } from '../log.ts';
import { putEntry } from './entry-file.ts';

/** How this app is started at login, as the system is to know it. */
export interface LoginStart {
  /** The program, and what it is started with. */
  readonly program: string;
  readonly parameters: readonly string[];
  /** Where the entry lies on Linux, where Electron does nothing. */
  readonly entryPath: string;
  /** Tells apart what several data folders want; undefined for the usual folder. */
  readonly mark: string | undefined;
}

/** Has the system start the app at login, or no more; a system that does not want to is only logged. */
export function setLaunchAtLogin(
  isOn: boolean,
  { program, parameters, entryPath, mark }: LoginStart,
  app: Pick<App, 'setLoginItemSettings'>,
  platform: NodeJS.Platform,
  log: Log,
): void {
  if (platform !== 'linux') {
    const named = mark === undefined ? {} : { name: `Partyline ${mark}` };
    app.setLoginItemSettings({ openAtLogin: isOn, path: program, args: [...parameters], ...named });
    return;
  }
  putEntry(entryPath, isOn ? { name: 'Partyline', command: [program, ...parameters] } : undefined, log);
}
