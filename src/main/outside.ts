/** What is seen of the app outside of its window: tray, badge, zoom, start at login. It follows the settings and the rooms. */
import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { wallNow } from '../node/time/clocks.ts';
import { isQuiet, quietSetting } from '../shared/do-not-disturb.ts';
import type { PlaceKey } from '../shared/places/place-models.ts';
import type { Settings } from '../shared/settings.ts';
import { showBadge } from './badge/badge.ts';
import { badgeCount } from './badge/badge-count.ts';
import type { Log } from './log.ts';
import { setLaunchAtLogin } from './login/login.ts';
import { loginStart } from './login/login-start.ts';
import type { Language } from './menu-labels.ts';
import { RoomTray } from './tray/room-tray.ts';
import type { TrayCard } from './tray/tray-menu.ts';
import { momentWords, trayWords } from './tray/tray-words.ts';
import { zoomed } from './window/zoom.ts';
import { WINDOW_LIMITS } from './window-limits.ts';

export interface OutsideParts {
  readonly window: BrowserWindow;
  readonly log: Log;
  readonly outFolder: string;
  /** The folder that was named with `--user-data-dir`. */
  readonly dataFolder: string | undefined;
  readonly settings: () => Settings;
  readonly updateSettings: (change: Partial<Settings>) => void;
  readonly language: () => Language;
  readonly cards: () => readonly TrayCard[];
  /** Shows the window, at that room where one is named. */
  readonly open: (key?: PlaceKey) => void;
}

export interface Outside {
  /** Settings are otherwise than before. */
  update(): void;
  /** Rooms are: in a busy one a counter grows with each message, and a tray's menu is made anew as a whole. */
  roomsChanged(): void;
  /** Nobody is to be disturbed right now. */
  isQuiet(): boolean;
  end(): void;
}

/** A timer can't wait longer, in milliseconds: 24 days. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** Calls `apply` with what `read` gives, whenever that is another value than before. */
function follow(apply: (value: number) => void): (value: number) => void {
  let before: number | undefined;
  return (value) => {
    if (value === before) return;
    before = value;
    apply(value);
  };
}

/** Starting at login is written down again at each start, for the app may lie elsewhere by now; a "no" only when it is said. */
function followLogin({ dataFolder, log, settings }: OutsideParts): (isOn: boolean) => void {
  const start = loginStart({ app, appImage: process.env.APPIMAGE, dataFolder });
  let before = settings().launchAtLogin;
  const apply = (isOn: boolean) => setLaunchAtLogin(isOn, start, app, process.platform, log);
  if (before) apply(true);
  return (isOn) => {
    if (isOn !== before) apply(isOn);
    before = isOn;
  };
}

/** The page is as large as the settings say, and the wheel with Ctrl says it too. */
function followZoom({ window, settings, updateSettings }: OutsideParts): (zoom: number) => void {
  const { webContents } = window;
  const apply = () => {
    if (!window.isDestroyed()) webContents.setZoomFactor(settings().zoom);
  };
  // Another document begins with its own size.
  webContents.on('did-finish-load', apply);
  webContents.on('zoom-changed', (_event, direction) => updateSettings({ zoom: zoomed(settings().zoom, direction) }));
  return follow(apply);
}

/** Makes what is outside of the window, and keeps it as it is to be. */
export function createOutside(parts: OutsideParts): Outside {
  const { window, log, outFolder, settings, updateSettings, language, cards, open } = parts;
  const deeds = {
    open,
    doNotDisturb: (choice: Parameters<typeof quietSetting>[0]) =>
      updateSettings({ doNotDisturb: quietSetting(choice, wallNow()) }),
    quit: () => app.quit(),
  };
  const tray = new RoomTray(join(outFolder, '..', 'resources', 'tray'), process.platform, deeds, log);
  const zoom = followZoom(parts);
  const login = followLogin(parts);
  let timer: NodeJS.Timeout | undefined;
  let roomsTimer: NodeJS.Timeout | undefined;
  let quietShown: Settings['doNotDisturb'] = false;
  const badge = follow((count: number) =>
    showBadge(count, trayWords(language()).unread(count), window, process.platform),
  );
  /** When somebody may be disturbed again the menu says so. */
  const awaitEnd = (doNotDisturb: Settings['doNotDisturb']) => {
    if (doNotDisturb === quietShown) return;
    quietShown = doNotDisturb;
    clearTimeout(timer);
    if (typeof doNotDisturb !== 'number' || !isQuiet(doNotDisturb, wallNow())) return;
    timer = setTimeout(update, Math.min(LONGEST_WAIT_MS, doNotDisturb - wallNow() + 1));
  };
  const update = () => {
    const { doNotDisturb, zoom: factor, launchAtLogin } = settings();
    const words = trayWords(language());
    const now = wallNow();
    const time = (at: number) => momentWords(at, now, language());
    tray.show({ cards: cards(), doNotDisturb, now, words, time });
    badge(badgeCount(cards()));
    zoom(factor);
    login(launchAtLogin);
    awaitEnd(doNotDisturb);
  };
  update();
  return {
    update,
    roomsChanged: () => {
      roomsTimer ??= setTimeout(() => {
        roomsTimer = undefined;
        update();
      }, WINDOW_LIMITS.roomsEveryMs);
    },
    isQuiet: () => isQuiet(settings().doNotDisturb, wallNow()),
    end: () => {
      clearTimeout(timer);
      clearTimeout(roomsTimer);
      tray.destroy();
    },
  };
}
