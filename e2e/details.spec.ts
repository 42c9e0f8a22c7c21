/** What is known of a room and of the people in it, and how a room is forgotten. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { answerDialog, card, makeFile, share } from './support/files.ts';
import { expect, test } from './support/fixtures.ts';
import { hostRoom, joinRoom } from './support/room.ts';
import { composer, members, message, sayAccepted } from './support/window.ts';

/** Opens a room's details from its title, by keyboard. */
async function openDetails(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'Studio' });
  await page.getByRole('heading', { name: 'Studio', level: 1 }).getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  return dialog;
}

/** What of a data folder is Partyline's own: the rest is the browser's, which knows nothing of rooms. */
const OURS = /^(?:rooms|joined|pasted|settings|transfers)\b/;

/** Our files in a data folder that hold a word. */
function filesWith(word: string, folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => OURS.test(path) && statSync(join(folder, path)).isFile())
    .filter((path) => readFileSync(join(folder, path)).includes(word));
}

test('a room’s page of details has true numbers, its files, and leads back to its title', async ({
  folder,
  twoPeers: { host, guest },
}) => {
  await sayAccepted(guest.page, 'one');
  await sayAccepted(host.page, 'two');
  await sayAccepted(host.page, 'three');
  await share(guest, makeFile(folder, 'plan.txt', 'a plan'));
  await expect(card(host.page, 'plan.txt')).toBeVisible();

  const dialog = await openDetails(host.page);
  const fact = (name: string) => dialog.locator('dl > div').filter({ has: host.page.getByText(name, { exact: true }) });
  await expect(fact('Messages')).toContainText('3');
  await expect(fact('Members now')).toContainText('2');
  await expect(fact('Files').first()).toContainText('1');
  await expect(fact('netcat and scripts')).toContainText('let in');
  await expect(dialog.getByRole('list', { name: 'Files' })).toContainText('plan.txt');
  await dialog.getByRole('button', { name: 'Download plan.txt' }).click();
  await expect(dialog.getByRole('button', { name: 'Open plan.txt' })).toBeVisible();
  await host.page.keyboard.press('Escape');
  await expect(host.page.getByRole('heading', { name: 'Studio', level: 1 }).getByRole('button')).toBeFocused();
});

test('a person’s card says where they are to the host alone, and mentions them', async ({
  twoPeers: { host, guest },
}) => {
  await sayAccepted(guest.page, 'hello');
  await members(host.page).filter({ hasText: 'Ben' }).getByRole('button', { name: 'About Ben' }).click();
  const theirCard = host.page.getByRole('dialog', { name: 'Member' });
  await expect(theirCard).toContainText('127.0.0.1');
  await expect(theirCard).toContainText('TCP stream');
  await theirCard.getByRole('button', { name: 'Mention' }).click();
  await expect(theirCard).toBeHidden();
  await expect(composer(host.page)).toHaveValue('@Ben ');
  await expect(composer(host.page)).toBeFocused();

  await message(guest.page, 'hello').waitFor();
  await members(guest.page).filter({ hasText: 'Ada' }).getByRole('button', { name: 'About Ada' }).click();
  const theirs = guest.page.getByRole('dialog', { name: 'Member' });
  await expect(theirs).toContainText('hosts the room');
  await expect(theirs).not.toContainText('127.0.0.1');
  await guest.page.keyboard.press('Escape');
  await expect(guest.page.getByRole('button', { name: 'About Ada' }).first()).toBeFocused();
});

test('a conversation is written where the system’s dialog says, and what can not be is said', async ({
  folder,
  twoPeers: { host, guest },
}) => {
  await sayAccepted(guest.page, 'for the record');
  const dialog = await openDetails(host.page);
  const path = join(folder, 'studio.txt');
  await answerDialog(host.app, 'showSaveDialog', { canceled: false, filePath: path });
  await dialog.getByRole('button', { name: 'Save conversation as…' }).click();
  await expect(dialog.getByText(`Written to ${path}`)).toBeVisible();
  expect(readFileSync(path, 'utf8')).toMatch(/Z {2}Ben: for the record\n/);

  await answerDialog(host.app, 'showSaveDialog', { canceled: false, filePath: join(folder, 'nowhere', 'studio.txt') });
  await dialog.getByRole('button', { name: 'Save conversation as…' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
});

test('a forgotten room is gone from the window and from the disk', async ({ launchApp }) => {
  const { peer: host, address } = await hostRoom(launchApp, 'Ada');
  const guest = await joinRoom(launchApp, address, 'Ben');
  await sayAccepted(guest.page, 'a canary sings');
  await expect(message(host.page, 'a canary sings')).toBeVisible();
  expect(filesWith('a canary sings', guest.dataDir)).not.toEqual([]);

  const dialog = await openDetails(guest.page);
  await dialog.getByRole('button', { name: 'Forget this room…' }).click();
  const question = guest.page.getByRole('alertdialog', { name: 'Forget Studio?' });
  await expect(question).toContainText('Your copy of 3 events');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(message(guest.page, 'a canary sings')).toBeVisible();

  await openDetails(guest.page);
  await dialog.getByRole('button', { name: 'Forget this room…' }).click();
  await question.getByRole('button', { name: 'Forget and delete' }).click();
  await expect(question).toBeHidden();
  await expect(guest.page.getByRole('heading', { name: 'Rooms here now' })).toBeVisible();
  await expect(guest.page.getByRole('heading', { name: 'Your rooms' })).toHaveCount(0);
  expect(filesWith('a canary sings', guest.dataDir)).toEqual([]);
  expect(filesWith('a canary sings', host.dataDir)).not.toEqual([]);
});
