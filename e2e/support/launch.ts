/** Starts the built app as a user would, and ends it whatever it says. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { electronExecutable } from '../../tools/electron-standin/executable.ts';

/** The repository, whose package.json names the app's main module. */
const APP_FOLDER = join(import.meta.dirname, '..', '..');

/** How an app is started. */
export interface LaunchOptions {
  /** The app's own flags, such as `--nick=Ada`. */
  readonly args?: readonly string[];
  /** Another app than Partyline: a folder with a package.json. */
  readonly appFolder?: string;
  /** What the system prefers; without it nothing is emulated, and the app's own choice shows. */
  readonly colorScheme?: 'light' | 'dark';
  /** The system's language as a BCP 47 tag, English by default. */
  readonly language?: string;
  /** The window's content in device-independent pixels; the app's own size by default. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly env?: Readonly<Record<string, string>>;
  /** What starts Electron, where it is not its own executable. */
  readonly executable?: string;
}

/** One running app and its window. */
export interface Peer {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dataDir: string;
  /** Ends it at once and without a question, as `app.exit()` does. */
  close(): Promise<void>;
  /** Ends it as a crash or a power cut would (SIGKILL). */
  kill(): Promise<void>;
}

/** Starts an app with a data folder and awaits its window. */
export async function launchPeer(dataDir: string, options: LaunchOptions = {}): Promise<Peer> {
  const { args = [], appFolder = APP_FOLDER, colorScheme = null, language = 'en-US', size, env, executable } = options;
  const app = await _electron.launch({
    executablePath: executable ?? electronExecutable().path,
    args: [appFolder, `--user-data-dir=${dataDir}`, `--lang=${language}`, ...args],
    cwd: dataDir,
    colorScheme,
    env: {
      ...(process.env as Record<string, string>),
      // What a test receives goes with its folder.
      XDG_DOWNLOAD_DIR: join(dataDir, 'Downloads'),
      ...languageVariables(language),
      ...env,
    },
  });
  const child = app.process();
  try {
    const page = await app.firstWindow();
    // A window's page is empty until its first address is loaded.
    await page.waitForURL((url) => !['about:', 'data:'].includes(url.protocol));
    if (size !== undefined) await resize(app, page, size);
    return { app, page, dataDir, close: () => closeAtOnce(app, child), kill: () => end(child, 'SIGKILL') };
  } catch (error) {
    await end(child, 'SIGKILL');
    throw error;
  }
}

/** Gives the window's content this size and awaits it. */
export async function resize(
  app: ElectronApplication,
  page: Page,
  size: { width: number; height: number },
): Promise<void> {
  const window = await app.browserWindow(page);
  await window.evaluate((one, { width, height }) => one.setContentSize(width, height), size);
  await page.waitForFunction(({ width, height }) => innerWidth === width && innerHeight === height, size);
}

/** What Linux programs read; Electron takes `app.getPreferredSystemLanguages()` from them. */
function languageVariables(language: string): Record<string, string> {
  const name = language.replace('-', '_');
  return { LANGUAGE: name, LANG: `${name}.UTF-8`, LC_ALL: `${name}.UTF-8` };
}

async function closeAtOnce(app: ElectronApplication, child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  // The answer never comes back when the process is gone first.
  const asked = app.evaluate(({ app: own }) => own.exit(0)).catch(() => {});
  const late = AbortSignal.timeout(10_000);
  late.addEventListener('abort', () => child.kill('SIGKILL'));
  await exited;
  await asked;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
