/** Suites that drive a real window: what Electron promises, the whole app, and pictures of its screens. */
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import type { AppOptions } from './e2e/support/fixtures.ts';
import { electronExecutable } from './tools/electron-standin/executable.ts';

// No test tells a real network of its rooms.
process.env.PARTYLINE_DISCOVERY ??= 'off';
// Each of some hundred apps would compile the same files; a tenth of all the time went there.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules', '.cache', 'partyline-tests');
const { path, kind } = electronExecutable();
// Every run says which of the two it used; only the first process does, not each worker.
if (process.env.TEST_WORKER_INDEX === undefined) console.log(`Electron: ${kind} (${path})`);

export default defineConfig<AppOptions>({
  outputDir: 'test-results/playwright',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // Each test starts one to three apps, and each app a browser.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  projects: [
    { name: 'conformance', testDir: 'tools/electron-standin/conformance', testMatch: '**/*.spec.ts' },
    { name: 'e2e', testDir: 'e2e', testMatch: '**/*.spec.ts', testIgnore: '**/pictures/**' },
    // Each screen once, and whether everybody can use it.
    { name: 'screens', testDir: 'e2e/pictures', testMatch: '**/*.spec.ts', use: { looks: 'one' } },
    // The same screens, and those on the way of other tests, in every look: up to 60 pictures in one test.
    {
      name: 'pictures',
      testDir: 'e2e',
      testMatch: ['**/pictures/*.spec.ts', '**/plain-guests.spec.ts'],
      use: { looks: 'every' },
      timeout: 180_000,
    },
  ],
});
