/** The fixtures themselves, on the built app. */
import { expectAccessible } from './support/accessibility.ts';
import { expect, test } from './support/fixtures.ts';
import { roomOf } from './support/room.ts';

test('the app opens in the size, the language and the colours that were asked for', async ({ launchApp, picture }) => {
  const { page } = await launchApp({ size: { width: 800, height: 560 }, language: 'zh-CN', colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  await expect(page.getByRole('textbox')).toBeVisible();
  await picture(page, 'welcome-800x560-dark-zh');
  await expectAccessible(page);
});

test('three peers are in one room', async ({ threePeers: { host, guest, third } }) => {
  for (const { page } of [host, guest, third]) {
    await expect
      .poll(async () => (await roomOf(page))?.members.map(({ nick }) => nick).sort())
      .toEqual(['Ada', 'Ben', 'Cleo']);
  }
});
