/** What is behind Help: what Partyline is made of, and a report that holds no word of a conversation. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility.ts';
import { answerDialog, asked, download, makeFile, share } from './support/files.ts';
import { expect, test } from './support/fixtures.ts';
import { hostRoom, joinRoom } from './support/room.ts';
import { openSettings, sayAccepted } from './support/window.ts';

async function openHelp(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Help' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('About names versions, what it never does, and every licence, which can be searched and read', async ({
  launchApp,
}) => {
  const peer = await launchApp({ args: ['--nick=Ada'] });
  const { page } = peer;
  await openHelp(page, 'About Partyline');
  const about = page.getByRole('dialog', { name: 'About Partyline' });
  await expect(about.getByRole('region', { name: 'Versions' })).toContainText(process.versions.node);
  await expect(about).toContainText('no server, no account and no cloud');
  const licences = about.getByRole('region', { name: 'Licences' });
  for (const part of ['react-dom', 'zod', 'Electron'])
    await expect(licences.getByText(part, { exact: true })).toBeVisible();
  await licences.getByRole('searchbox', { name: 'Search licences' }).fill('ZUSTAND');
  await expect(licences.getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(licences.getByText('Permission is hereby granted')).toBeVisible();
  await licences.getByRole('searchbox').fill('no such part');
  await expect(licences).toContainText('No part is called “no such part”.');
  await expectAccessible(page);
  await about.getByRole('button', { name: 'Open the documentation' }).click();
  await expect.poll(() => asked(peer, 'shell.openPath')).toEqual([expect.stringMatching(/[\\/]docs$/)]);
});

test('the settings show the data folder', async ({ launchApp }) => {
  const peer = await launchApp({ args: ['--nick=Ada'] });
  const settings = await openSettings(peer.page);
  await settings.getByRole('searchbox').fill('database');
  await expect(settings).toContainText(peer.dataDir);
  await settings.getByRole('button', { name: 'Show' }).click();
  await expect.poll(() => asked(peer, 'shell.openPath')).toEqual([peer.dataDir]);
});

test('a report for help is shown, then saved as it was shown, without a word of a conversation', async ({
  launchApp,
  folder,
}) => {
  const { peer: host, address } = await hostRoom(launchApp, 'Bonaparte');
  const guest = await joinRoom(launchApp, address, 'Josephine');
  await sayAccepted(host.page, 'an aardvark between us');
  await sayAccepted(guest.page, 'and an okapi');
  await share(host, makeFile(folder, 'dromedary.txt', 'a camel with one hump'));
  await download(guest.page, 'dromedary.txt');
  await host.kill();
  await expect(guest.page.getByRole('region', { name: 'Connection' })).toBeVisible();

  await openHelp(guest.page, 'Save a report for help…');
  const dialog = guest.page.getByRole('dialog', { name: 'Save a report for help' });
  const shown = await dialog.getByRole('textbox', { name: 'The report' }).inputValue();
  await expectAccessible(guest.page);
  const file = join(folder, 'report.txt');
  await answerDialog(guest.app, 'showSaveDialog', { canceled: false, filePath: file });
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await expect(dialog).toContainText(`Saved as ${file}. Nothing was sent anywhere.`);
  const saved = readFileSync(file, 'utf8');
  expect(saved).toBe(shown);
  for (const word of ['aardvark', 'okapi', 'Bonaparte', 'Josephine', 'Studio', 'dromedary', 'camel', folder])
    expect(saved).not.toContain(word);
  expect(saved).toContain('connection room 1 online');
  expect(saved).toMatch(/connection room 1 (waiting|connecting)/);
  expect(saved).toContain('127.0.0.1/8 loopback');
});
