import { expect, seen, test } from './fixtures.ts';

test.beforeEach(async ({ page }) => {
  await expect(page.locator('body')).toHaveAttribute('data-module', 'imported');
});

test('a window cannot be made before the app is ready', async ({ launch }) => {
  const app = await launch({ dataDir: 'early', args: ['--early-window'] });
  await app.firstWindow();
  expect((await seen(app))[0]).toContain('Cannot create BrowserWindow before app is ready');
});

test('close can be prevented, and destroy cannot', async ({ app, page }) => {
  await app.evaluate(({ app: own, BrowserWindow }) => {
    own.on('window-all-closed', () => {});
    Object.assign(globalThis, { refuseClose: true });
    BrowserWindow.getAllWindows()[0]?.close();
  });
  await expect.poll(() => seen(app)).toContain('close');
  expect(await page.evaluate(() => document.title)).toBe('Basic page');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.destroy());
  await expect.poll(() => seen(app)).toContain('closed');
  expect((await seen(app)).filter((word) => word === 'close')).toHaveLength(1);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
});

test('a prevented close also stops quitting', async ({ app }) => {
  await app.evaluate(({ app: own }) => {
    Object.assign(globalThis, { refuseClose: true });
    own.quit();
  });
  await expect.poll(() => seen(app)).toEqual(expect.arrayContaining(['before-quit', 'close']));
  expect(await seen(app)).not.toContain('will-quit');
});

test('window-all-closed comes after the last closed, and without a listener the app quits', async ({ app }) => {
  const child = app.process();
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  expect(await ended).toBe(0);
});

test('show, hide and focus are told by events and by the window itself', async ({ app }) => {
  const told = await app.evaluate(async ({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    if (window === undefined) return [];
    if (!window.isVisible()) await new Promise((resolve) => window.once('show', () => resolve(undefined)));
    const events: string[] = [];
    for (const name of ['show', 'hide', 'minimize', 'restore']) window.on(name as 'show', () => events.push(name));
    window.hide();
    events.push(String(window.isVisible()));
    window.show();
    events.push(String(window.isVisible()));
    return events;
  });
  expect(told).toEqual(['hide', 'false', 'show', 'true']);
});

test('a window keeps its minimum size', async ({ app }) => {
  const sizes = await app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    return [window?.getMinimumSize(), window?.getSize()];
  });
  expect(sizes).toEqual([
    [300, 200],
    [700, 500],
  ]);
});

test('the title follows the page, unless the app prevents it', async ({ app, page }) => {
  const title = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
  await expect.poll(title).toBe('Basic page');
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.on('page-title-updated', (event) => event.preventDefault());
  });
  await page.evaluate(() => {
    document.title = 'Another';
  });
  await expect.poll(() => page.title()).toBe('Another');
  expect(await title()).toBe('Basic page');
});

test('a window is found by its contents, its id and its page', async ({ app, page }) => {
  const found = await app.evaluate(({ BrowserWindow, webContents }) => {
    const window = BrowserWindow.getAllWindows()[0];
    if (window === undefined) return [];
    return [
      BrowserWindow.fromWebContents(window.webContents) === window,
      BrowserWindow.fromId(window.id) === window,
      webContents.fromId(window.webContents.id) === window.webContents,
      webContents.getAllWebContents().length,
    ];
  });
  expect(found).toEqual([true, true, true, 1]);
  const window = await app.browserWindow(page);
  expect(await window.evaluate((one) => one.id)).toBe(1);
});

test('a page that objects to its unload keeps the window, and says so', async ({ app, page }) => {
  // With a listener Playwright leaves the browser's question alone, which Electron never shows.
  page.on('dialog', () => {});
  await page.evaluate(() => {
    addEventListener('beforeunload', (event) => event.preventDefault());
  });
  await page.locator('h1').click();
  await app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    window?.webContents.once('will-prevent-unload', () => Object.assign(globalThis, { objected: true }));
    window?.close();
  });
  await expect.poll(() => app.evaluate(() => 'objected' in globalThis)).toBe(true);
  expect(await seen(app)).not.toContain('closed');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.destroy());
});
