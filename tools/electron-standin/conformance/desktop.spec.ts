import { electronExecutable } from '../executable.ts';
import { expect, test } from './fixtures.ts';

test.beforeEach(async ({ page }) => {
  await expect(page.locator('body')).toHaveAttribute('data-module', 'imported');
});

test('the theme source decides what pages prefer, and tells of its change', async ({ app, page }) => {
  const color = () => page.locator('h1').evaluate((title) => getComputedStyle(title).color);
  const told = await app.evaluate(({ nativeTheme }) => {
    let updates = 0;
    nativeTheme.on('updated', () => {
      updates += 1;
    });
    nativeTheme.themeSource = 'dark';
    return [nativeTheme.shouldUseDarkColors, nativeTheme.themeSource, updates > 0];
  });
  expect(told).toEqual([true, 'dark', true]);
  await expect.poll(color).toBe('rgb(200, 201, 202)');
  await app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'light';
  });
  await expect.poll(color).toBe('rgb(1, 2, 3)');
});

test('what was written to the clipboard is read from it', async ({ app }) => {
  const text = await app.evaluate(async ({ clipboard }) => {
    await clipboard.writeText('grüezi 你好');
    return clipboard.readText();
  });
  expect(text).toBe('grüezi 你好');
});

test('the application menu is the one that was set, and its items can be found', async ({ app }) => {
  const item = await app.evaluate(({ Menu }) => {
    const found = Menu.getApplicationMenu()?.getMenuItemById('leave');
    return [Menu.getApplicationMenu()?.items[0]?.label, found?.label, found?.role];
  });
  expect(item).toEqual(['File', 'Leave', 'quit']);
});

test('power events are the app’s to hear', async ({ app }) => {
  const heard = await app.evaluate(({ powerMonitor }) => {
    const names: string[] = [];
    powerMonitor.on('suspend', () => names.push('suspend'));
    powerMonitor.on('resume', () => names.push('resume'));
    powerMonitor.emit('suspend');
    powerMonitor.emit('resume');
    return names;
  });
  expect(heard).toEqual(['suspend', 'resume']);
});

test('a permission that the app denies is denied to the page', async ({ app, page }) => {
  await app.evaluate(({ session }) => {
    session.defaultSession.setPermissionCheckHandler((_contents, name) => name === 'notifications');
    session.defaultSession.setPermissionRequestHandler((_contents, name, answer) => answer(name === 'notifications'));
  });
  await page.reload();
  const state = (name: PermissionName) =>
    page.evaluate(async (one) => (await navigator.permissions.query({ name: one })).state, name);
  await expect.poll(() => state('geolocation')).toBe('denied');
  await expect.poll(() => state('notifications')).toBe('granted');
});

// What only the stand-in has: the record of what was asked of the desktop.
if (electronExecutable().kind === 'stand-in') {
  test('links, dialogs and notifications are recorded and answered, not done', async ({ app }) => {
    const result = await app.evaluate(async ({ dialog, Notification, shell }) => {
      const door = (globalThis as Record<symbol, unknown>)[Symbol.for('electron-standin')] as {
        recorded: { api: string; args: unknown[] }[];
        dialogAnswers: { showMessageBox: object[] };
      };
      await shell.openExternal('https://example.org/');
      new Notification({ title: 'News', body: 'of the room' }).show();
      const first = await dialog.showMessageBox({ message: 'Leave?', buttons: ['Leave', 'Stay'], cancelId: 1 });
      door.dialogAnswers.showMessageBox.push({ response: 0 });
      const second = await dialog.showMessageBox({ message: 'Leave?', buttons: ['Leave', 'Stay'], cancelId: 1 });
      const opened = await dialog.showOpenDialog({});
      const apis = door.recorded.map(({ api }) => api).filter((api) => !api.startsWith('Menu'));
      return [first.response, second.response, opened.canceled, apis];
    });
    const recorded = [
      'shell.openExternal',
      'Notification.show',
      'dialog.showMessageBox',
      'dialog.showMessageBox',
      'dialog.showOpenDialog',
    ];
    expect(result).toEqual([1, 0, true, recorded]);
  });

  test('what Electron has and the stand-in lacks fails with a sentence that names it', async ({ app }) => {
    const messages = await app.evaluate((electron) => {
      const attempt = (call: () => unknown): string => {
        try {
          return String(call());
        } catch (error) {
          return (error as Error).message.split(':')[0] as string;
        }
      };
      return [
        attempt(() => electron.app.getGPUInfo('basic')),
        attempt(() => electron.BrowserWindow.getAllWindows()[0]?.setKiosk(true)),
        attempt(() => electron.shell.readShortcutLink('x')),
        attempt(() => new electron.BrowserWindow({ webPreferences: { sandbox: false } })),
      ];
    });
    expect(messages).toEqual([
      'electron-standin does not answer app.getGPUInfo',
      'electron-standin does not answer BrowserWindow.setKiosk',
      'electron-standin does not answer shell.readShortcutLink',
      'electron-standin does not answer webPreferences.sandbox',
    ]);
  });
}
