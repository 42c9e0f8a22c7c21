import { once } from 'node:events';
import { join } from 'node:path';
import { expect, seen, test } from './fixtures.ts';
import { spawnInstance } from './spawn-instance.ts';

test('--user-data-dir=DIR is the data folder', async ({ app, folder }) => {
  expect(await app.evaluate(({ app: own }) => own.getPath('userData'))).toBe(join(folder, 'data'));
});

test('the app has its folders, its languages and its arguments', async ({ launch }) => {
  const app = await launch({
    args: ['--lang=de', '--flag=value'],
    env: { LANGUAGE: 'de_CH:de', LC_ALL: 'de_CH.UTF-8' },
  });
  await app.firstWindow();
  const facts = await app.evaluate(({ app: own }) => ({
    appPath: own.getAppPath(),
    locale: own.getLocale(),
    preferred: own.getPreferredSystemLanguages()[0],
    flag: own.commandLine.getSwitchValue('flag'),
    missing: own.commandLine.hasSwitch('missing'),
    last: process.argv.at(-1),
    temp: own.getPath('temp').length > 0,
  }));
  expect(facts).toEqual({
    appPath: join(import.meta.dirname, 'apps', 'basic'),
    locale: 'de',
    preferred: 'de-CH',
    flag: 'value',
    missing: false,
    last: '--flag=value',
    temp: true,
  });
});

test('an unknown folder and a relative one are refused', async ({ app }) => {
  const messages = await app.evaluate(({ app: own }) => {
    const attempt = (call: () => unknown): string => {
      try {
        return String(call());
      } catch (error) {
        return (error as Error).message;
      }
    };
    return [attempt(() => own.getPath('nowhere' as 'home')), attempt(() => own.setPath('userData', 'relative'))];
  });
  expect(messages).toEqual(["Failed to get 'nowhere' path", 'Path must be absolute']);
});

test('a second instance with the same data folder tells the first and leaves', async ({ launch, folder }) => {
  const first = await launch({ args: ['--single'], dataDir: 'shared' });
  await first.firstWindow();
  const second = spawnInstance(['--single', '--last=1'], join(folder, 'shared'), folder);
  const [code] = await once(second, 'exit');
  expect(code).toBe(0);
  await expect.poll(() => seen(first)).toContain(`second ["--last=1"] ${folder}`);
});

test('two instances with folders of their own run side by side', async ({ launch }) => {
  const first = await launch({ args: ['--single'], dataDir: 'one' });
  const second = await launch({ args: ['--single'], dataDir: 'two' });
  await expect((await first.firstWindow()).locator('h1')).toBeVisible();
  await expect((await second.firstWindow()).locator('h1')).toBeVisible();
});

test('a lock whose owner was killed is free again', async ({ launch }) => {
  const first = await launch({ args: ['--single'], dataDir: 'shared' });
  const child = first.process();
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  const second = await launch({ args: ['--single'], dataDir: 'shared' });
  await expect((await second.firstWindow()).locator('h1')).toBeVisible();
});

test('SIGTERM quits through the usual events', async ({ launch }) => {
  const app = await launch();
  await app.firstWindow();
  const child = app.process();
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

test('will-quit can be prevented, for work that must be done first', async ({ launch }) => {
  const app = await launch();
  await app.firstWindow();
  const child = app.process();
  const ended = once(child, 'exit');
  await app.evaluate(({ app: own }) => {
    own.once('will-quit', (event) => {
      event.preventDefault();
      setImmediate(() => own.exit(7));
    });
    own.quit();
  });
  expect(await ended).toEqual([7, null]);
});

test('a module that Electron has is importable, and app code never sees which one it runs on', async ({ app }) => {
  const facts = await app.evaluate((electron) => [
    typeof electron.BrowserWindow,
    typeof electron.dialog.showOpenDialog,
    typeof electron.session.defaultSession.setPermissionRequestHandler,
    electron.nativeImage.createEmpty().isEmpty(),
    electron.powerMonitor.listenerCount('resume'),
    (electron.app as unknown as Record<string, unknown>).noSuchMember === undefined,
  ]);
  expect(facts).toEqual(['function', 'function', 'function', true, 0, true]);
});
