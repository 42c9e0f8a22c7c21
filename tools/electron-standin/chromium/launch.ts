/** Starts the system's Chromium as the app's window system. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { CdpConnection } from './cdp.ts';
import { CHROMIUM_VARIABLE, findChromium } from './find.ts';
import { makeProfile, removeProfile } from './profile.ts';

/** How Chromium is to be started. */
export interface LaunchOptions {
  readonly userData: string;
  readonly headless: boolean;
  /** Port for Playwright's own connection, 0 for any; undefined for none. The stand-in itself uses the pipe. */
  readonly devToolsPort: number | undefined;
  /** BCP 47 tag; undefined for the system's own. */
  readonly language: string | undefined;
  /** More switches, as `app.commandLine.appendSwitch` collected them. */
  readonly switches: readonly string[];
}

/** A running Chromium. */
export interface Chromium {
  readonly connection: CdpConnection;
  readonly headless: boolean;
  /** Such as `156.0.8078.79`. */
  readonly version: string;
  /** Opens an app window (no tabs, no address bar) on a real display. */
  openAppWindow(url: string, width: number, height: number): void;
  /** Ends Chromium and removes its profile, at once. */
  kill(): void;
  /** Resolves when Chromium's process has ended, for whatever reason. */
  readonly ended: Promise<void>;
}

/**
 * Features that cost start-up time or reach for the network, and none that a page could notice. The browser's own web
 * pages (address bar pop-ups) and its spare process alone take a third of the processor time of a start.
 */
const DISABLED_FEATURES = [
  'AimEnabled',
  'HttpsUpgrades',
  'MediaRouter',
  'OptimizationHints',
  'PaintHolding',
  'PreloadTopChromeWebUI',
  'PrewarmDefaultSearchEngine',
  'SpareRendererForSitePerProcess',
  'Translate',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'WebUIOmniboxPopup',
];

const QUIET = [
  '--disable-quic',
  // What Electron's webPreferences.autoplayPolicy is by default.
  '--autoplay-policy=no-user-gesture-required',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-default-apps',
  '--disable-breakpad',
  '--disable-search-engine-choice-screen',
  '--disable-client-side-phishing-detection',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-hang-monitor',
  '--disable-auto-reload',
  '--disable-dev-shm-usage',
  '--password-store=basic',
  '--force-color-profile=srgb',
  '--metrics-recording-only',
  '--hide-crash-restore-bubble',
  `--disable-features=${DISABLED_FEATURES.join(',')}`,
];

function switchesFor(options: LaunchOptions, profile: string): string[] {
  const asRoot = process.getuid?.() === 0;
  return [
    ...QUIET,
    `--user-data-dir=${profile}`,
    '--remote-debugging-pipe',
    '--no-startup-window',
    ...(options.devToolsPort === undefined ? [] : [`--remote-debugging-port=${options.devToolsPort}`]),
    ...(asRoot ? ['--no-sandbox'] : []),
    ...(options.headless ? ['--headless', '--hide-scrollbars=false', '--disable-gpu'] : []),
    ...(options.language === undefined ? [] : [`--lang=${options.language}`, `--accept-lang=${options.language}`]),
    ...options.switches,
  ];
}

/** File names are read in the locale's encoding: in one that knows only ASCII a file called 年度.txt can't be chosen. */
function environment(): NodeJS.ProcessEnv {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  return /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '') ? process.env : { ...process.env, LC_ALL: 'C.UTF-8' };
}

/** Starts Chromium and awaits its first answer; throws a sentence for people when there is none. */
export async function launchChromium(options: LaunchOptions): Promise<Chromium> {
  const path = findChromium(options.headless);
  if (path === undefined) {
    throw new Error(
      `electron-standin found no Chromium on PATH; install one or name its path in ${CHROMIUM_VARIABLE}.`,
    );
  }
  const profile = makeProfile(options.userData);
  const child = spawn(path, switchesFor(options, profile), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    env: environment(),
    // What is on PATH may be a script that waits for the browser: to end both they have a process group of their own.
    detached: process.platform !== 'win32',
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const kill = (): void => {
    endAll(child);
    removeProfile(profile);
  };
  // Whatever ends this process while it still can act; after SIGKILL the closed pipe does it.
  process.once('exit', kill);
  void ended.then(() => removeProfile(profile));
  const complaints = relayStandardError(child);
  const connection = new CdpConnection(child.stdio[4] as Readable, child.stdio[3] as Writable);
  const version = await Promise.race([
    connection.browser.send('Browser.getVersion'),
    ended.then(() => Promise.reject(new Error(`Chromium ended at its start:\n${complaints.join('\n')}`))),
  ]);
  return {
    connection,
    headless: options.headless,
    version: String(version.product).replace(/^.*\//, ''),
    openAppWindow: (url, width, height) => openAppWindow(path, profile, url, width, height),
    kill,
    ended,
  };
}

/** Ends a program and all that it started, at once. */
function endAll(child: ChildProcess): void {
  if (child.pid === undefined || process.platform === 'win32') {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // They are gone already.
  }
}

/** Passes on the one line that Playwright waits for, and keeps the newest others for an error message. */
function relayStandardError(child: ChildProcess): string[] {
  const lines: string[] = [];
  let rest = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      if (line.startsWith('DevTools listening on ')) process.stderr.write(`${line}\n`);
      else lines.push(line);
      if (lines.length > 20) lines.shift();
    }
  });
  return lines;
}

/** A second start with the same profile hands its arguments to the first and ends. */
function openAppWindow(path: string, profile: string, url: string, width: number, height: number): void {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const size = `--window-size=${width},${height}`;
  spawn(path, [`--user-data-dir=${profile}`, ...sandbox, size, `--app=${url}`], { stdio: 'ignore' }).unref();
}
