/** Two suites that drive a real window: what Electron promises, and the whole app. */
import { defineConfig } from '@playwright/test';
import { electronExecutable } from './tools/electron-standin/executable.ts';

const { path, kind } = electronExecutable();
// Every run says which of the two it used; only the first process does, not each worker.
if (process.env.TEST_WORKER_INDEX === undefined) console.log(`Electron: ${kind} (${path})`);

export default defineConfig({
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
    { name: 'e2e', testDir: 'e2e', testMatch: '**/*.spec.ts' },
  ],
});
