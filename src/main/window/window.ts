import { join } from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import { toldError } from '../help/told.ts';
import type { Log } from '../log.ts';
import type { Placement } from './placement.ts';

/** Painted before the page has drawn, so that a dark desktop sees no white flash. The tokens' paper. */
const BACKGROUND = { light: '#f4f6f6', dark: '#101516' };

export interface WindowParts {
  readonly url: string;
  /** Folder that holds the builds of main, preload and renderer. */
  readonly outFolder: string;
  /** @returns whether the window must stay open */
  readonly holdsOpen: () => boolean;
  /** Where it was last; the system chooses where there is none. */
  readonly placement: Placement | undefined;
  /** Stays in the tray until it is asked for. */
  readonly startsHidden: boolean;
  readonly log: Log;
}

/** Makes the app's one window and shows it once it has something to show. */
export function createWindow(parts: WindowParts): BrowserWindow {
  const { url, outFolder, holdsOpen, placement, startsHidden, log } = parts;
  const window = new BrowserWindow({
    title: 'Partyline',
    // macOS and Windows take it from the package; Linux asks each window.
    icon: join(outFolder, '..', 'resources', 'icon.png'),
    width: 1_080,
    height: 720,
    ...placement?.bounds,
    minWidth: 480,
    minHeight: 400,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: join(outFolder, 'preload', 'index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
    },
  });
  let crashed = false;
  // Not before: it would show a window that has drawn nothing.
  if (placement?.isMaximized) window.once('show', () => window.maximize());
  window.once('ready-to-show', () => {
    if (!startsHidden) window.show();
  });
  window.on('close', (event) => {
    // A page that died can't be asked.
    if (!crashed && holdsOpen()) event.preventDefault();
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    crashed = true;
    log.error(`the window's process ended: ${reason}`, { code: 'window_gone' });
  });
  window
    .loadURL(url)
    .catch((error: unknown) =>
      log.error(`the window could not load: ${String(error)}`, { code: 'window_not_loaded', error: toldError(error) }),
    );
  return window;
}

/** Brings the window to the front, out of the dock or task bar if it must be. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
