/** The folders of `app.getPath`, by the system's conventions. */
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';

const set = new Map<string, string>();

/** @param appName the last part of the default data folder */
export function getPath(name: string, appName: string): string {
  const own = set.get(name);
  if (own !== undefined) return own;
  const path = defaults(appName)[name];
  if (path === undefined) throw new Error(`Failed to get '${name}' path`);
  return path;
}

/** Replaces a folder, which must be absolute. */
export function setPath(name: string, path: string): void {
  if (!isAbsolute(path)) throw new Error('Path must be absolute');
  set.set(name, path);
}

function defaults(appName: string): Record<string, string> {
  const home = homedir();
  const config = appData(home);
  const userData = getOwn('userData') ?? join(getOwn('appData') ?? config, appName);
  return {
    home,
    appData: config,
    userData,
    sessionData: userData,
    temp: tmpdir(),
    exe: process.argv[0] ?? process.execPath,
    module: process.execPath,
    desktop: userFolder('XDG_DESKTOP_DIR', home, 'Desktop'),
    documents: userFolder('XDG_DOCUMENTS_DIR', home, 'Documents'),
    downloads: userFolder('XDG_DOWNLOAD_DIR', home, 'Downloads'),
    music: userFolder('XDG_MUSIC_DIR', home, 'Music'),
    pictures: userFolder('XDG_PICTURES_DIR', home, 'Pictures'),
    videos: userFolder('XDG_VIDEOS_DIR', home, 'Videos'),
    logs: join(userData, 'logs'),
    crashDumps: join(userData, 'Crashpad'),
    assets: process.execPath,
  };
}

function getOwn(name: string): string | undefined {
  return set.get(name);
}

function userFolder(variable: string, home: string, name: string): string {
  return process.env[variable] ?? join(home, name);
}

function appData(home: string): string {
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support');
  if (process.platform === 'win32') return process.env.APPDATA ?? join(home, 'AppData', 'Roaming');
  return process.env.XDG_CONFIG_HOME ?? join(home, '.config');
}
