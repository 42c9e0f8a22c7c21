import { electronExecutable } from '../executable.ts';
import { expect, test } from './fixtures.ts';

test.beforeEach(async ({ page }) => {
  await expect(page.locator('body')).toHaveAttribute('data-module', 'imported');
});

test('a notification has an id of its own unless it is given one, and keeps what it says', async ({ app }) => {
  const said = await app.evaluate(({ Notification }) => {
    const named = new Notification({ id: 'room-1', title: 'Studio', body: 'Ben: hi', silent: true, hasReply: true });
    const [first, second] = [new Notification({ id: '' }), new Notification()];
    const { id, title, body, silent, hasReply } = named;
    return [[id, title, body, silent, hasReply], first.id.length > 10, first.id !== second.id];
  });
  expect(said).toEqual([['room-1', 'Studio', 'Ben: hi', true, true], true, true]);
});

test('the badge is the number that was set last', async ({ app }) => {
  const counts = await app.evaluate(({ app: own }) => {
    own.setBadgeCount(3);
    const set = own.getBadgeCount();
    own.setBadgeCount(0);
    return [set, own.getBadgeCount()];
  });
  expect(counts).toEqual([3, 0]);
});

test('a tray icon takes a menu, a tip and another picture until it is destroyed', async ({ app }) => {
  const told = await app.evaluate(({ Menu, nativeImage, Tray }) => {
    const png =
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const image = nativeImage.createFromDataURL(png);
    const tray = new Tray(image);
    tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Quit' }]));
    tray.setToolTip('Basic');
    tray.setImage(image);
    tray.destroy();
    try {
      tray.setToolTip('gone');
    } catch (error) {
      return [tray.isDestroyed(), (error as Error).message];
    }
    return [];
  });
  expect(told).toEqual([true, 'Tray is destroyed']);
});

test('a rectangle is on the display that it shares most with, a point on the nearest one', async ({ app }) => {
  const same = await app.evaluate(({ screen }) => {
    const primary = screen.getPrimaryDisplay();
    const { x, y } = primary.bounds;
    return [
      screen.getAllDisplays().some(({ id }) => id === primary.id),
      screen.getDisplayMatching(primary.bounds).id === primary.id,
      screen.getDisplayNearestPoint({ x, y }).id === primary.id,
    ];
  });
  expect(same).toEqual([true, true, true]);
});

test('a window without a place is in the middle of the primary display', async ({ app }) => {
  const off = await app.evaluate(({ BrowserWindow, screen }) => {
    const { x = 0, y = 0, width = 0, height = 0 } = BrowserWindow.getAllWindows()[0]?.getBounds() ?? {};
    const { workArea } = screen.getPrimaryDisplay();
    const [across, down] = [workArea.x + workArea.width / 2, workArea.y + workArea.height / 2];
    return Math.max(Math.abs(x + width / 2 - across), Math.abs(y + height / 2 - down));
  });
  expect(off).toBeLessThanOrEqual(40);
});

test('a zoom factor of two leaves the page half as much room, until it is one again', async ({ app, page }) => {
  const zoom = (factor: number) =>
    app.evaluate(({ BrowserWindow }, to) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.setZoomFactor(to);
      return contents?.getZoomFactor();
    }, factor);
  const width = () => page.evaluate(() => innerWidth);
  expect(await zoom(2)).toBe(2);
  await expect.poll(width).toBe(350);
  expect(await zoom(1)).toBe(1);
  await expect.poll(width).toBe(700);
});

test('a page may sound before anybody touched it', async ({ page }) => {
  expect(await page.evaluate(() => new AudioContext().state)).toBe('running');
});

// What only the stand-in can do: act for the desktop.
if (electronExecutable().kind === 'stand-in') {
  test('a notification that is shown again was dismissed first, and its events are emitted by hand', async ({
    app,
  }) => {
    const heard = await app.evaluate(({ Notification }) => {
      const words: string[] = [];
      const one = new Notification({ title: 'News' });
      one.on('show', () => words.push('show'));
      one.on('close', () => words.push('close'));
      one.on('reply', (details) => words.push(details.reply));
      one.show();
      one.show();
      one.close();
      one.close();
      one.emit('reply', { reply: 'thanks' });
      return words;
    });
    expect(heard).toEqual(['show', 'close', 'show', 'close', 'thanks']);
  });

  test('displays are those that the environment names, and come and go as a test says', async ({ launch }) => {
    const app = await launch({ dataDir: 'two', env: { ELECTRON_STANDIN_DISPLAYS: '0,0,1280,800;1280,0,1920,1080' } });
    await app.firstWindow();
    const told = await app.evaluate(({ screen }) => {
      const door = (globalThis as Record<symbol, unknown>)[Symbol.for('electron-standin')] as {
        plugDisplays(named: string): void;
      };
      const events: string[] = [];
      screen.on('display-added', (_event, { bounds }) => events.push(`added ${bounds.x}`));
      screen.on('display-removed', (_event, { bounds }) => events.push(`removed ${bounds.x}`));
      const before = screen.getDisplayMatching({ x: 1200, y: 0, width: 600, height: 400 }).id;
      door.plugDisplays('0,0,1280,800');
      return [before, screen.getAllDisplays().length, events];
    });
    expect(told).toEqual([2, 1, ['removed 1280']]);
  });
}
