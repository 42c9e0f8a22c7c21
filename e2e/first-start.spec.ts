/** The first start: the app asks what to call its user before anything else. */
import { expect, test } from './support/fixtures.ts';
import { chooseNick } from './support/window.ts';

test('the first start asks for a nickname, refuses bad ones in words, and never asks again', async ({ launchApp }) => {
  const { page, close } = await launchApp({ dataDir: 'ada' });
  const field = page.getByRole('textbox', { name: 'Nickname' });
  const proceed = page.getByRole('button', { name: 'Continue' });
  await expect(field).toBeFocused();

  await proceed.click();
  await expect(page.getByText('Choose a nickname first.')).toBeVisible();
  await field.fill('   ');
  await field.press('Enter');
  await expect(page.getByText('Choose a nickname first.')).toBeVisible();
  await field.fill('n'.repeat(33));
  await expect(page.getByText('That is longer than 32 characters.')).toBeVisible();
  await proceed.click();
  await field.fill('Ada\u202Eadministrator');
  await expect(page.getByText('It holds an invisible or control character.')).toBeVisible();
  await proceed.click();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('heading', { name: 'Welcome to Partyline' })).toBeVisible();

  await chooseNick(page, 'Ada 爱达');
  await close();
  const again = await launchApp({ dataDir: 'ada' });
  await expect(again.page.getByRole('heading', { name: 'Hello, Ada 爱达' })).toBeVisible();
});

test('the first start asks for colour and language too, then introduces rooms, bytes and lab, once', async ({
  launchApp,
}) => {
  const { page, close } = await launchApp({ dataDir: 'ada' });
  await page.getByRole('radio', { name: 'Blue' }).click();
  await page.getByRole('combobox', { name: 'Language' }).selectOption('简体中文');
  await page.getByRole('textbox', { name: '昵称' }).fill('Ada');
  await page.getByRole('textbox', { name: '昵称' }).press('Enter');
  const tour = page.getByRole('dialog', { name: '入门介绍' });
  for (const card of ['房间', '切换与字节', '练习']) {
    await expect(tour.getByRole('heading', { name: card, exact: true })).toBeVisible();
    await page.keyboard.press('Enter');
  }
  await expect(tour).toBeHidden();
  await expect(page.getByRole('heading', { name: '你好，Ada' })).toBeVisible();
  await close();

  const again = await launchApp({ dataDir: 'ada' });
  await expect(again.page.getByRole('heading', { name: '你好，Ada' })).toBeVisible();
  await expect(again.page.getByRole('dialog')).toBeHidden();
  await again.page.getByRole('button', { name: '帮助' }).click();
  await again.page.getByRole('menuitem', { name: '入门介绍' }).click();
  await expect(again.page.getByRole('dialog', { name: '入门介绍' })).toBeVisible();
  await again.page.keyboard.press('Escape');
  await again.page.getByRole('button', { name: '设置' }).click();
  await expect(again.page.getByRole('radio', { name: '蓝色' })).toBeChecked();
});
