import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { App } from 'electron';
import type { LoginStart } from './login.ts';

/** What of the process says how it is started. */
export interface StartedAs {
  readonly app: Pick<App, 'isPackaged' | 'getAppPath' | 'getPath'>;
  /** The file that an AppImage was started from; the program in it is mounted elsewhere each time. */
  readonly appImage: string | undefined;
  /** The folder that was named with `--user-data-dir`. */
  readonly dataFolder: string | undefined;
}

/** How the same app with the same data is started again, without a window. */
export function loginStart({ app, appImage, dataFolder }: StartedAs): LoginStart {
  const mark = dataFolder === undefined ? undefined : createHash('sha256').update(dataFolder).digest('hex').slice(0, 8);
  return {
    program: appImage ?? app.getPath('exe'),
    parameters: [
      ...(app.isPackaged ? [] : [app.getAppPath()]),
      ...(dataFolder === undefined ? [] : [`--user-data-dir=${dataFolder}`]),
      '--hidden',
    ],
    entryPath: join(
      app.getPath('appData'),
      'autostart',
      mark === undefined ? 'partyline.desktop' : `partyline-${mark}.desktop`,
    ),
    mark,
  };
}
