import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';

/** What apps/basic/preload.cjs exposes. */
interface Basic {
  addNow(a: number, b: number): number;
  throwNow(): never;
  later<T>(value: T): Promise<T>;
  callBack(listener: (value: unknown) => unknown, value: unknown): unknown;
  same<T>(value: T): T;
  tryRequire(name: string): string;
  pathOf(file: unknown): string;
  readonly constants: { platform: string; type: string; sandboxed: boolean; list: [number, number[]] };
  count(): number;
}
declare const basic: Basic;

test.beforeEach(async ({ page }) => {
  await expect(page.locator('body')).toHaveAttribute('data-preload', 'object');
});

test('the page sees what was exposed and nothing else of preload', async ({ page }) => {
  const names = ['require', 'process', 'module', 'secretOfPreload', 'ipcRenderer', 'Buffer', 'global'];
  expect(await page.evaluate((all) => all.filter((name) => name in globalThis), names)).toEqual([]);
});

test('exposed functions answer at once, and promises stay promises', async ({ page }) => {
  expect(await page.evaluate(() => basic.addNow(1, 2))).toBe(3);
  expect(await page.evaluate(() => [basic.count(), basic.count()])).toEqual([1, 2]);
  expect(await page.evaluate(() => basic.later({ deep: [1] }))).toEqual({ deep: [1] });
});

test('an exception crosses with its message', async ({ page }) => {
  const caught = await page.evaluate(() => {
    try {
      return basic.throwNow();
    } catch (error) {
      return [error instanceof Error, (error as Error).message];
    }
  });
  expect(caught).toEqual([true, 'thrown here']);
});

test('a function of the page can be called from preload', async ({ page }) => {
  expect(await page.evaluate(() => basic.callBack((value) => `${value}!`, 'called'))).toBe('called!');
});

test('values are copied, so that neither side can change the other', async ({ page }) => {
  const result = await page.evaluate(() => {
    const mine = { list: [1], when: new Date(5), bytes: new Uint8Array([7]) };
    const copy = basic.same(mine);
    return [copy === mine, copy.list === mine.list, copy.list[0], copy.when instanceof Date, copy.bytes[0]];
  });
  expect(result).toEqual([false, false, 1, true, 7]);
});

test('the exposed object is frozen and cannot be replaced', async ({ page }) => {
  const result = await page.evaluate(() => {
    const before = basic;
    const attempt = (change: () => void): string => {
      try {
        change();
        return 'allowed';
      } catch (error) {
        return (error as Error).name;
      }
    };
    return [
      attempt(() => Object.assign(globalThis, { basic: 1 })),
      attempt(() => Object.assign(basic, { addNow: 1 })),
      attempt(() => basic.constants.list.push([9])),
      basic === before,
    ];
  });
  expect(result).toEqual(['TypeError', 'TypeError', 'TypeError', true]);
});

test('a sandboxed preload requires electron, events, timers and url only', async ({ page }) => {
  const found = await page.evaluate(() =>
    ['electron', 'events', 'timers', 'url', 'fs', './other.js'].map(basic.tryRequire),
  );
  expect(found).toEqual(['found', 'found', 'found', 'found', 'module not found: fs', 'module not found: ./other.js']);
});

test('its process says that it is a sandboxed renderer', async ({ page }) => {
  const constants = await page.evaluate(() => basic.constants);
  expect(constants).toEqual({ platform: process.platform, type: 'renderer', sandboxed: true, list: [1, [2]] });
});

test('preload runs again in each new document', async ({ page }) => {
  expect(await page.evaluate(() => basic.count())).toBe(1);
  await page.reload();
  await expect(page.locator('body')).toHaveAttribute('data-preload', 'object');
  expect(await page.evaluate(() => basic.count())).toBe(1);
});

test('a file that was chosen has its path', async ({ page, folder }) => {
  const path = join(folder, '年度 report.txt');
  await writeFile(path, 'text');
  await page.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file' });
    document.body.append(input);
  });
  await page.setInputFiles('input[type=file]', path);
  const chosen = () => page.evaluate(() => document.querySelector<HTMLInputElement>('input')?.files?.length);
  await expect.poll(chosen).toBe(1);
  const told = () => page.evaluate(() => basic.pathOf(document.querySelector<HTMLInputElement>('input')?.files?.[0]));
  await expect.poll(told).toBe(path);
});

test('a file that the page made has no path, and what is no file is refused', async ({ page }) => {
  expect(await page.evaluate(() => basic.pathOf(new File(['text'], 'made.txt')))).toBe('');
  const refused = await page.evaluate(() => {
    try {
      return basic.pathOf({ name: 'no file' });
    } catch {
      return 'thrown';
    }
  });
  expect(refused).toBe('thrown');
});
