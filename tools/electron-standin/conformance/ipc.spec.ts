import { expect, seen, test } from './fixtures.ts';

/** What apps/basic/preload.cjs exposes. */
interface Basic {
  invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  note(text: string): void;
  onNoted(listener: (...args: unknown[]) => void): () => void;
}
declare const basic: Basic;

test.beforeEach(async ({ page }) => {
  await expect(page.locator('body')).toHaveAttribute('data-preload', 'object');
});

test('invoke carries arguments to the handler and its result back', async ({ page }) => {
  expect(await page.evaluate(() => basic.invoke('add', 2, 3))).toBe(5);
});

test('a handler that throws rejects the call with the channel and the message', async ({ page }) => {
  const rejected = page.evaluate(() => basic.invoke('fail').catch((error: Error) => error.message));
  expect(await rejected).toBe("Error invoking remote method 'fail': TypeError: no luck");
});

test('a call that nobody handles is rejected', async ({ page }) => {
  const rejected = page.evaluate(() => basic.invoke('nobody').catch((error: Error) => error.message));
  expect(await rejected).toBe("Error invoking remote method 'nobody': Error: No handler registered for 'nobody'");
});

test('what crosses is cloned as structuredClone does', async ({ page }) => {
  const back = await page.evaluate(async () => {
    const cyclic: Record<string, unknown> = { a: undefined, b: null, c: Number.NaN, d: -0, e: 10n ** 20n };
    cyclic.self = cyclic;
    const sent = {
      cyclic,
      date: new Date(12_345),
      map: new Map([['k', new Set([1, 2])]]),
      bytes: new Uint8Array([0, 128, 255]),
      buffer: new Uint16Array([1, 256]).buffer,
      pattern: /a+/gi,
      error: new RangeError('too far'),
      text: 'zwölf 十二 🎉',
    };
    const got = (await basic.invoke('same', sent)) as typeof sent;
    return [
      got.cyclic.self === got.cyclic,
      'a' in got.cyclic && got.cyclic.a === undefined,
      Number.isNaN(got.cyclic.c),
      Object.is(got.cyclic.d, -0),
      got.cyclic.e === 10n ** 20n,
      got.date.getTime() === 12_345,
      got.map.get('k')?.has(2),
      got.bytes instanceof Uint8Array && got.bytes.join() === '0,128,255',
      new Uint16Array(got.buffer).join() === '1,256',
      String(got.pattern) === '/a+/gi',
      got.error instanceof Error && got.error.message === 'too far',
      got.text === 'zwölf 十二 🎉',
    ];
  });
  expect(back).toEqual(back.map(() => true));
});

test('a function cannot be sent to the main process', async ({ page }) => {
  const message = await page.evaluate(() =>
    basic.invoke('same', [Symbol.iterator, () => 1]).catch((e: Error) => e.message),
  );
  expect(message).toContain('could not be cloned');
});

test('messages go both ways and keep their order', async ({ page }) => {
  const got = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const all: string[] = [];
        basic.onNoted((text, date) => {
          all.push(`${text} ${(date as Date).getTime()}`);
          if (all.length === 50) resolve(all);
        });
        for (let at = 0; at < 50; at += 1) basic.note(String(at));
      }),
  );
  expect(got).toEqual(Array.from({ length: 50 }, (_, at) => `${at} 0`));
});

test('the handler knows who asks, by the address that the app gave', async ({ page }) => {
  expect(await page.evaluate(() => basic.invoke('who'))).toEqual({
    url: 'basic-app://bundle/index.html',
    origin: 'basic-app://bundle',
    id: 1,
  });
});

test('a frame is one object, however it is reached', async ({ app, page }) => {
  await app.evaluate(({ BrowserWindow, ipcMain }) => {
    ipcMain.handle('frame', (event) => event.senderFrame === BrowserWindow.getAllWindows()[0]?.webContents.mainFrame);
  });
  expect(await page.evaluate(() => basic.invoke('frame'))).toBe(true);
});

test('a second handler for one channel is refused', async ({ app }) => {
  const message = await app.evaluate(({ ipcMain }) => {
    try {
      ipcMain.handle('add', () => {});
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(message).toBe("Attempted to register a second handler for 'add'");
});

test('removeHandler and handleOnce end a handler', async ({ app, page }) => {
  await app.evaluate(({ ipcMain }) => {
    ipcMain.removeHandler('add');
    ipcMain.handleOnce('add', () => 'once');
  });
  expect(await page.evaluate(() => basic.invoke('add'))).toBe('once');
  expect(await page.evaluate(() => basic.invoke('add').catch((error: Error) => error.message))).toContain('No handler');
});

test('a message to a window that is gone is no error', async ({ app, page }) => {
  await app.evaluate(({ BrowserWindow, app: own }) => {
    own.on('window-all-closed', () => {});
    const window = BrowserWindow.getAllWindows()[0];
    const contents = window?.webContents;
    window?.destroy();
    Object.assign(globalThis, { gone: [window?.isDestroyed(), contents?.isDestroyed()] });
  });
  await expect.poll(() => page.isClosed()).toBe(true);
  expect(await app.evaluate(() => (globalThis as unknown as { gone: unknown }).gone)).toEqual([true, true]);
  expect(await seen(app)).toContain('closed');
});
