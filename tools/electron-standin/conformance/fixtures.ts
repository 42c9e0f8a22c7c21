/** Starts the small app of these specs; every started app is closed, also when its test fails. */
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { electronExecutable } from '../executable.ts';

const APP = join(import.meta.dirname, 'apps', 'basic');

/** How one app is started. */
export interface LaunchOptions {
  readonly args?: readonly string[];
  /** A folder below the test's own; the same name is the same folder. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a spec gets. */
export interface ConformanceFixtures {
  /** This test's own folder, removed afterwards. */
  folder: string;
  launch(options?: LaunchOptions): Promise<ElectronApplication>;
  /** The small app, started. */
  app: ElectronApplication;
  /** Its window's page, loaded. */
  page: Page;
}

/** The address of the small app's page, as Chromium may have it. */
const PAGE = /index\.html$/;

export const test = base.extend<ConformanceFixtures>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'electron-conformance-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  launch: async ({ folder }, use) => {
    const started: { readonly app: ElectronApplication; readonly child: ChildProcess }[] = [];
    await use(async ({ args = [], dataDir = 'data', env = {} } = {}) => {
      const app = await _electron.launch({
        executablePath: electronExecutable().path,
        args: [APP, `--user-data-dir=${join(folder, dataDir)}`, ...args],
        env: { ...(process.env as Record<string, string>), ...env },
      });
      started.push({ app, child: app.process() });
      return app;
    });
    await Promise.all(started.map(({ app, child }) => closeWhateverItSays(app, child)));
  },
  app: async ({ launch }, use) => {
    await use(await launch());
  },
  page: async ({ app }, use) => {
    const page = await app.firstWindow();
    await page.waitForURL(PAGE);
    await use(page);
  },
});

/** Playwright's `expect`, so that a spec needs one import. */
export const expect = test.expect;

/** What the app noted so far, see apps/basic/main.js. */
export function seen(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
}

async function closeWhateverItSays(app: ElectronApplication, child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await app.evaluate(() => Object.assign(globalThis, { refuseClose: false })).catch(() => {});
  await app.close();
}
