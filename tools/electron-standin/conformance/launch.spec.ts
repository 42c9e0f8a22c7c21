import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { _electron } from '@playwright/test';
import { electronExecutable } from '../executable.ts';
import { expect, seen, test } from './fixtures.ts';

test('Playwright launches the app, finds its first window and takes a picture of it', async ({ launch }) => {
  const app = await launch();
  const page = await app.firstWindow();
  await expect(page.locator('h1')).toHaveText('Basic');
  expect(await page.title()).toBe('Basic page');
  expect((await page.screenshot()).byteLength).toBeGreaterThan(1_000);
});

test('evaluate reaches the main process and its electron module', async ({ launch }) => {
  const app = await launch();
  await app.firstWindow();
  const facts = await app.evaluate(({ app }) => ({
    name: app.getName(),
    version: app.getVersion(),
    packaged: app.isPackaged,
    type: (process as { type?: string }).type,
    electron: process.versions.electron,
    chrome: process.versions.chrome,
  }));
  expect(facts).toMatchObject({ name: 'conformance-basic', version: '1.2.3', packaged: false, type: 'browser' });
  expect(facts.electron).toMatch(/^\d+\.\d+\.\d+/);
  expect(facts.chrome).toMatch(/^\d+\./);
});

test('what main writes to its console arrives as console events', async ({ launch }) => {
  const app = await launch();
  await app.firstWindow();
  const said = app.waitForEvent('console', (message) => message.text() === 'hello from main');
  await app.evaluate(() => console.log('hello from main'));
  expect((await said).type()).toBe('log');
});

test('browserWindow gives the window of a page', async ({ launch }) => {
  const app = await launch();
  const page = await app.firstWindow();
  const window = await app.browserWindow(page);
  expect(await window.evaluate((one) => one.getBounds().width)).toBe(700);
});

test('the page is as large as the window says, and follows it', async ({ launch }) => {
  const app = await launch();
  const page = await app.firstWindow();
  await expect(page.locator('h1')).toBeVisible();
  const size = () => page.evaluate(() => [innerWidth, innerHeight]);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(640, 420));
  await expect.poll(size).toEqual([640, 420]);
});

test('close quits the app through its events', async ({ launch }) => {
  const app = await launch();
  await app.firstWindow();
  const child = app.process();
  let output = '';
  child.stdout?.on('data', (text) => {
    output += text;
  });
  await app.evaluate(({ app }) => {
    for (const event of ['before-quit', 'will-quit', 'quit']) app.on(event as 'quit', () => console.log(event));
  });
  const ended = once(child, 'close');
  await app.close();
  await ended;
  expect(output.trim().split('\n')).toEqual(['before-quit', 'will-quit', 'quit']);
  expect(child.exitCode).toBe(0);
});

test('the window is shown when it is ready, after its first picture', async ({ launch }) => {
  const app = await launch();
  await app.firstWindow();
  await expect
    .poll(() => seen(app))
    .toEqual(expect.arrayContaining(['ready-to-show', 'did-finish-load basic-app://bundle/index.html']));
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true);
});

test('Playwright finds the executable by itself, and its loader holds the app until it is connected', async ({
  folder,
}) => {
  if (electronExecutable().kind === 'stand-in')
    process.env.ELECTRON_OVERRIDE_DIST_PATH = dirname(electronExecutable().path);
  const app = await _electron.launch({
    args: [join(import.meta.dirname, 'apps', 'basic'), `--user-data-dir=${folder}`],
  });
  const page = await app.firstWindow();
  await expect(page.locator('h1')).toHaveText('Basic');
  expect(await app.evaluate(({ app: own }) => own.isReady())).toBe(true);
  expect(await seen(app)).toContain('ready');
  await app.close();
});
