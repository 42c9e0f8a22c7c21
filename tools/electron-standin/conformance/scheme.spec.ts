import { expect, test } from './fixtures.ts';

test.beforeEach(async ({ page }) => {
  await expect(page.locator('body')).toHaveAttribute('data-module', 'imported');
});

test('an own standard scheme serves modules, styles and pictures under a strict policy', async ({ page }) => {
  expect(await page.locator('h1').evaluate((title) => getComputedStyle(title).color)).toBe('rgb(1, 2, 3)');
  expect(await page.locator('img').evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBe(10);
  expect(await page.evaluate(() => isSecureContext)).toBe(true);
});

test('fetch reaches the handler with method, body and the address of the own scheme', async ({ page }) => {
  const answer = await page.evaluate(async () => {
    const response = await fetch('/echo?q=1', { method: 'POST', body: 'grüezi' });
    return { status: response.status, body: await response.json() };
  });
  expect(answer).toEqual({
    status: 200,
    body: { url: 'basic-app://bundle/echo?q=1', method: 'POST', body: 'grüezi' },
  });
});

test('the handler decides the status', async ({ page }) => {
  expect(await page.evaluate(async () => (await fetch('/missing.json')).status)).toBe(404);
});

test('the policy is in force: no inline script, no eval, no foreign host', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.body.append(script);
    const foreign = await fetch('https://example.org/').then(
      () => 'reached',
      () => 'blocked',
    );
    return ['inlineRan' in window, foreign];
  });
  expect(result).toEqual([false, 'blocked']);
});

test('the page has an origin and storage of its own', async ({ page }) => {
  const stored = await page.evaluate(() => {
    localStorage.setItem('key', 'kept');
    return localStorage.getItem('key');
  });
  expect(stored).toBe('kept');
});

test('the main process knows the page by the own scheme', async ({ app }) => {
  const url = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
  expect(url).toBe('basic-app://bundle/index.html');
});

test('an address that nobody serves fails to load, and says why', async ({ app }) => {
  const message = await app.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false });
    return window.loadURL('http://127.0.0.1:9/').then(
      () => 'loaded',
      (error: Error) => error.message,
    );
  });
  expect(message).toMatch(/^ERR_(CONNECTION_REFUSED|UNSAFE_PORT) \(-\d+\) loading 'http:\/\/127\.0\.0\.1:9\/'$/);
});
