/** What a person settled about files: where they go, whose come without a question, what a hosted room keeps. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { answerDialog, card, download, makeFile, share } from './support/files.ts';
import { expect, test } from './support/fixtures.ts';
import { openSettings } from './support/window.ts';

test('files go where the settings say', async ({ twoPeers, folder }) => {
  const { host, guest } = twoPeers;
  const chosen = join(folder, '下载');
  mkdirSync(chosen);
  const settings = await openSettings(guest.page);
  await expect(settings).toContainText('Downloads › Partyline');
  await answerDialog(guest.app, 'showOpenDialog', { canceled: false, filePaths: [chosen] });
  await settings.getByRole('button', { name: 'Choose…' }).click();
  await expect(settings).toContainText(chosen);
  await settings.getByRole('button', { name: 'Done' }).click();
  await share(host, makeFile(folder, 'plan.pdf', 5_000));
  await download(guest.page, 'plan.pdf');
  expect(readdirSync(chosen)).toEqual(['plan.pdf']);
});

test('small files, and those of somebody who is trusted, come without a question', async ({ twoPeers, folder }) => {
  const { host, guest } = twoPeers;
  let settings = await openSettings(guest.page);
  await settings.getByRole('combobox', { name: 'Fetch without asking' }).selectOption('Files up to 1 MB');
  await settings.getByRole('button', { name: 'Done' }).click();
  await share(host, makeFile(folder, 'small.pdf', 5_000), makeFile(folder, 'large.pdf', 2_000_000));
  await expect(card(guest.page, 'small.pdf')).toContainText('Received and verified');
  await expect(card(guest.page, 'large.pdf').getByRole('button', { name: 'Download' })).toBeVisible();

  await card(guest.page, 'large.pdf').getByRole('button', { name: 'More choices' }).click();
  await guest.page.getByRole('menuitem', { name: 'Always accept files from Ada' }).click();
  await expect(card(guest.page, 'large.pdf')).toContainText('Received and verified');
  await card(guest.page, 'large.pdf').getByRole('button', { name: 'More choices' }).click();
  await expect(guest.page.getByRole('menuitem')).toHaveText(['Save as…', 'Download again']);
  await guest.page.keyboard.press('Escape');
  await share(host, makeFile(folder, 'larger.pdf', 3_000_000));
  await expect(card(guest.page, 'larger.pdf')).toContainText('Received and verified');

  settings = await openSettings(guest.page);
  await settings.getByRole('button', { name: 'Ask again about files from Ada' }).click();
  await expect(settings).toContainText('Nobody yet');
});

test('what a hosted room keeps is remembered', async ({ launchApp }) => {
  const first = await launchApp({ dataDir: 'ada', args: ['--nick=Ada'] });
  let settings = await openSettings(first.page);
  await settings.getByRole('combobox', { name: 'Keep files, in all' }).selectOption('5 GB');
  await settings.getByRole('combobox', { name: 'Keep files, each' }).selectOption('100 MB');
  await settings.getByRole('combobox', { name: 'Keep files for' }).selectOption('7 days');
  await settings.getByRole('button', { name: 'Done' }).click();
  await first.close();
  const again = await launchApp({ dataDir: 'ada' });
  settings = await openSettings(again.page);
  for (const [name, value] of [
    ['Keep files, in all', '5000000000'],
    ['Keep files, each', '100000000'],
    ['Keep files for', '7'],
  ] as const)
    await expect(settings.getByRole('combobox', { name })).toHaveValue(value);
});
