import { expect, seen, test } from './fixtures.ts';

test.beforeEach(async ({ page }) => {
  await expect(page.locator('body')).toHaveAttribute('data-module', 'imported');
});

test('will-navigate can stop a link, and the page stays', async ({ app, page }) => {
  await page.locator('#away').click({ noWaitAfter: true });
  await expect.poll(() => seen(app)).toContain('will-navigate https://example.org/away');
  await expect(page.locator('h1')).toHaveText('Basic');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())).toBe(
    'basic-app://bundle/index.html',
  );
});

test('will-navigate is told of navigation by script as well', async ({ app, page }) => {
  await page.evaluate(() => {
    location.href = '/other.html?x=1';
  });
  await expect.poll(() => seen(app)).toContain('will-navigate basic-app://bundle/other.html?x=1');
});

test('a change of the hash is no navigation', async ({ app, page }) => {
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.on('did-navigate-in-page', (_event, url) => Object.assign(globalThis, { inPage: url }));
  });
  await page.locator('#hash').click();
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { inPage: string }).inPage))
    .toBe('basic-app://bundle/index.html#here');
  expect((await seen(app)).filter((word) => word.startsWith('will-navigate'))).toEqual([]);
});

test('a denied window never opens, neither by link nor by script', async ({ app, page }) => {
  await page.locator('#fresh').click();
  await page.evaluate(() => window.open('https://example.org/popup'));
  await expect
    .poll(() => seen(app))
    .toEqual(
      expect.arrayContaining(['window-open https://example.org/fresh', 'window-open https://example.org/popup']),
    );
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  await expect.poll(() => app.windows().length).toBe(1);
});

test('what the page writes to its console reaches the main process', async ({ app, page }) => {
  await page.evaluate(() => console.error('from the page', 42));
  await expect
    .poll(() => seen(app))
    .toEqual(expect.arrayContaining(['console warning module ran', 'console error from the page 42']));
});

test('a page that crashed is reported', async ({ app, page }) => {
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.on('render-process-gone', (_event, details) => Object.assign(globalThis, { gone: details.reason }));
    contents?.forcefullyCrashRenderer();
  });
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { gone: string }).gone))
    .toMatch(/^(crashed|killed)$/);
  expect(page.isClosed()).toBe(false);
});

test('executeJavaScript gives the value, also of a promise', async ({ app }) => {
  const values = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    return [
      await contents?.executeJavaScript('1 + 1'),
      await contents?.executeJavaScript('Promise.resolve({ a: [1] })'),
    ];
  });
  expect(values).toEqual([2, { a: [1] }]);
});

test('capturePage gives a picture of the page', async ({ app }) => {
  const picture = await app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.capturePage();
    return { empty: image?.isEmpty(), magic: image?.toPNG().toString('latin1', 1, 4) };
  });
  expect(picture).toEqual({ empty: false, magic: 'PNG' });
});
