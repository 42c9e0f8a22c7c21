/** What the app remembers of its user's taste: looked for, changed, reset, taken to another computer. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectAccessible } from './support/accessibility.ts';
import { answerDialog } from './support/files.ts';
import { expect, test } from './support/fixtures.ts';
import { openSettings } from './support/window.ts';

test('nickname, language and colours change at once and are there after a restart', async ({ launchApp }) => {
  const first = await launchApp({ dataDir: 'ada', args: ['--nick=Ada'] });
  const { page } = first;
  const html = page.locator('html');
  const settings = await openSettings(page);
  await settings.getByRole('radio', { name: 'Dark' }).click();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await settings.getByRole('radio', { name: 'Light' }).click();
  await expect(html).toHaveAttribute('data-theme', 'light');
  await settings.getByRole('radio', { name: 'Dark' }).click();
  await settings.getByRole('radio', { name: 'Rose' }).click();
  await settings.getByRole('textbox', { name: 'Nickname' }).fill('Ada Lovelace');
  await settings.getByRole('textbox', { name: 'Nickname' }).press('Enter');
  await settings.getByRole('radio', { name: '简体中文' }).click();
  await expect(page.getByRole('dialog', { name: '设置' })).toBeVisible();
  await page.getByRole('button', { name: '完成' }).click();
  await expect(page.getByRole('heading', { name: '你好，Ada Lovelace' })).toBeVisible();
  await first.close();

  const again = await launchApp({ dataDir: 'ada' });
  await expect(again.page.getByRole('heading', { name: '你好，Ada Lovelace' })).toBeVisible();
  await expect(again.page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(again.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await again.page.getByRole('button', { name: '设置' }).click();
  await expect(again.page.getByRole('radio', { name: '玫红' })).toBeChecked();
});

test('a search finds a setting by a word of either language, by keyboard alone', async ({ launchApp }) => {
  const { page } = await launchApp({ args: ['--nick=Ada'] });
  await expect(page.getByRole('heading', { name: 'Hello, Ada' })).toBeVisible();
  await page.keyboard.press('Control+,');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  const search = settings.getByRole('searchbox', { name: 'Search settings' });
  await expect(search).toBeFocused();
  await page.keyboard.type('join netcat');
  await expect(settings.getByRole('listitem')).toHaveCount(1);
  await expect(settings.getByRole('status').filter({ hasText: '1 setting' })).toBeAttached();
  const plain = settings.getByRole('switch', { name: 'Let scripts and netcat in' });
  await expect(plain).toBeChecked();
  // From the search to the one group, then to its one setting.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(plain).toBeFocused();
  await page.keyboard.press('Space');
  await expect(plain).not.toBeChecked();
  await search.fill('端口');
  await expect(settings.getByRole('textbox', { name: 'Port' })).toHaveValue('8888');
  await search.fill('blockchain');
  await expect(settings).toContainText('No setting is about “blockchain”.');
  await settings.getByRole('button', { name: 'Clear the search' }).click();
  await expect(settings.getByRole('textbox', { name: 'Nickname' })).toBeVisible();
  await search.fill('port');
  await search.press('Escape');
  await expect(search).toHaveValue('');
  await search.press('Escape');
  await expect(settings).toBeHidden();
  // The form that hosts a room shows what was set.
  await expect(page.getByRole('radio', { name: 'Apps only' })).toBeChecked();
});

test('what is wrong is said at once and changes nothing', async ({ launchApp }) => {
  const { page } = await launchApp({ args: ['--nick=Ada'] });
  const settings = await openSettings(page);
  const port = settings.getByRole('textbox', { name: 'Port' });
  await port.fill('70000');
  await expect(settings.getByRole('alert')).toContainText('Use 1 to 65535.');
  const nick = settings.getByRole('textbox', { name: 'Nickname' });
  await nick.fill('Ada\u202Eadministrator');
  await expect(nick).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await settings.getByRole('button', { name: 'Done' }).click();
  const again = await openSettings(page);
  await expect(again.getByRole('textbox', { name: 'Port' })).toHaveValue('8888');
  await expect(again.getByRole('textbox', { name: 'Nickname' })).toHaveValue('Ada');
});

test('one setting, or all of them, are reset, and that is undone', async ({ launchApp }) => {
  const { page } = await launchApp({ args: ['--nick=Ada'] });
  const html = page.locator('html');
  const settings = await openSettings(page);
  const resetAll = settings.getByRole('button', { name: 'Reset all' });
  await expect(resetAll).toBeDisabled();
  await settings.getByRole('radio', { name: 'Dark' }).click();
  await settings.getByRole('combobox', { name: 'Text size' }).selectOption('Large');
  await settings.getByRole('button', { name: 'Reset Appearance' }).click();
  await expect(html).not.toHaveAttribute('data-theme');
  await settings.getByRole('button', { name: 'Undo' }).click();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await resetAll.click();
  await expect(settings).toContainText('2 settings are as they were at first.');
  await expect(html).not.toHaveAttribute('data-theme');
  await expect(settings.getByRole('textbox', { name: 'Nickname' })).toHaveValue('Ada');
  await settings.getByRole('button', { name: 'Undo' }).click();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await expect(settings.getByRole('combobox', { name: 'Text size' })).toHaveValue('large');
});

test('settings go as a file to another computer, which says what it can’t take', async ({ launchApp, folder }) => {
  const file = join(folder, 'my settings.json');
  const ada = await launchApp({ args: ['--nick=Ada'] });
  let settings = await openSettings(ada.page);
  await settings.getByRole('radio', { name: 'Dark' }).click();
  await settings.getByRole('radio', { name: 'Olive' }).click();
  await answerDialog(ada.app, 'showSaveDialog', { canceled: false, filePath: file });
  await settings.getByRole('button', { name: 'Export…' }).click();
  await expect(settings).toContainText(`Saved as ${file}.`);

  const ben = await launchApp({ args: ['--nick=Ben'] });
  settings = await openSettings(ben.page);
  const choose = async (path: string) => {
    await answerDialog(ben.app, 'showOpenDialog', { canceled: false, filePaths: [path] });
    await settings.getByRole('button', { name: 'Import…' }).click();
  };
  const exported = JSON.parse(readFileSync(file, 'utf8')) as { settings: Record<string, unknown> };
  const odd = join(folder, 'odd.json');
  const entries = { ...exported.settings, shimmer: true, hostPort: 'x', 'files.downloadFolder': '/etc' };
  writeFileSync(odd, JSON.stringify({ ...exported, settings: entries }));
  await choose(odd);
  const question = ben.page.getByRole('dialog', { name: 'Take settings from a file' });
  for (const words of ['Nickname', 'Your colour', 'Appearance']) await expect(question).toContainText(words);
  await expect(question).toContainText('shimmer – this version has no such setting');
  await expect(question).toContainText('hostPort – the setting can’t be that');
  await expect(question).toContainText('files.downloadFolder – belongs to the computer that it was set on');
  await expectAccessible(ben.page);
  await question.getByRole('button', { name: 'Leave all as it is' }).click();
  await expect(settings.getByRole('textbox', { name: 'Nickname' })).toHaveValue('Ben');

  await choose(file);
  await question.getByRole('button', { name: 'Take them' }).click();
  await expect(settings.getByRole('textbox', { name: 'Nickname' })).toHaveValue('Ada');
  await expect(settings.getByRole('radio', { name: 'Olive' })).toBeChecked();
  await expect(ben.page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('a damaged file of settings changes nothing and says so', async ({ launchApp, folder }) => {
  const { page, app } = await launchApp({ args: ['--nick=Ada'] });
  const settings = await openSettings(page);
  const half = join(folder, 'half.json');
  writeFileSync(half, '{"partyline":"settings","version":1,"settings":{"theme":"da');
  await answerDialog(app, 'showOpenDialog', { canceled: false, filePaths: [half] });
  await settings.getByRole('button', { name: 'Import…' }).click();
  await expect(settings.getByRole('alert')).toContainText('nothing was changed');
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
});
