/** What the app remembers of its user's taste. */
import { expect, test } from './support/fixtures.ts';

test('nickname, language and colours change at once and are there after a restart', async ({ launchApp }) => {
  const first = await launchApp({ dataDir: 'ada', args: ['--nick=Ada'] });
  const { page } = first;
  const html = page.locator('html');
  await page.getByRole('button', { name: 'Settings' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('radio', { name: 'Dark' }).click();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await settings.getByRole('radio', { name: 'Light' }).click();
  await expect(html).toHaveAttribute('data-theme', 'light');
  await settings.getByRole('radio', { name: 'Dark' }).click();
  await settings.getByRole('textbox', { name: 'Nickname' }).fill('Ada Lovelace');
  await settings.getByRole('button', { name: 'Save' }).click();
  await settings.getByRole('combobox', { name: 'Language' }).selectOption('简体中文');
  await expect(page.getByRole('dialog', { name: '设置' })).toBeVisible();
  await page.getByRole('button', { name: '完成' }).click();
  await expect(page.getByRole('heading', { name: '你好，Ada Lovelace' })).toBeVisible();
  await first.close();

  const again = await launchApp({ dataDir: 'ada' });
  await expect(again.page.getByRole('heading', { name: '你好，Ada Lovelace' })).toBeVisible();
  await expect(again.page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(again.page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
