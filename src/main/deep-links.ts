import { join } from 'node:path';
import { type App, app } from 'electron';
import type { Log } from './log.ts';
import { writeLinkEntry } from './login/entry-file.ts';
import { readRoomLink } from './room-link.ts';

const SCHEME = 'partyline';

/** What a package for Linux calls its desktop entry: electron-builder takes the name of package.json. */
const ENTRY = 'partyline.desktop';

/**
 * Registers the packaged app for `partyline://` links. From the repository it does not: the system would remember a
 * development binary. On Linux the system wants an entry that names the scheme, which an AppImage has to write itself.
 * @param appImage the file that it was started from, if it is one
 */
export function claimLinks(appImage: string | undefined, log: Log): void {
  if (!app.isPackaged) return;
  if (process.platform === 'linux') app.setDesktopName(ENTRY);
  if (appImage !== undefined) writeLinkEntry(appImage, join(userShare(), 'applications', ENTRY), SCHEME, log);
  app.setAsDefaultProtocolClient(SCHEME);
}

/** Where a user's own entries lie (XDG Base Directory Specification). */
function userShare(): string {
  return process.env.XDG_DATA_HOME || join(app.getPath('home'), '.local', 'share');
}

/**
 * Hears of links that macOS opens in the running app; on other systems a link comes as an argument of a second
 * instance.
 * @param opened gets what {@link readRoomLink} reads of it
 * @returns its own unsubscribe
 */
export function onOpenLink(opened: (address: string) => void): () => void {
  const listener = (event: Electron.Event, url: string) => {
    event.preventDefault();
    const address = readRoomLink(url);
    if (address !== undefined) opened(address);
  };
  const source: App = app;
  source.on('open-url', listener);
  return () => source.off('open-url', listener);
}
