/** The settings' screen and what is behind Help. */
import { expect, test } from '../support/fixtures.ts';
import { portray } from '../support/gallery.ts';
import { resize } from '../support/launch.ts';
import { hostRoom, joinRoom } from '../support/room.ts';
import { openSettings, sayAccepted } from '../support/window.ts';

test('the settings, a search in them, and a narrow window', async ({ launchApp, picture }) => {
  const peer = await launchApp({ args: ['--nick=Ada'] });
  const { page, app } = peer;
  const settings = await openSettings(page);
  await settings.getByRole('radio', { name: 'Violet' }).click();
  await settings.getByRole('radio', { name: 'Violet' }).blur();
  await portray(peer, 'settings', picture, ['small', 'large']);
  await settings.getByRole('button', { name: 'Hosting' }).click();
  await portray(peer, 'settings-hosting', picture);
  await settings.getByRole('button', { name: 'Privacy & security' }).click();
  await settings.getByRole('switch', { name: 'Encrypt what is kept here' }).click();
  await expect(settings.getByText('No key store here')).toBeVisible();
  await portray(peer, 'settings-encrypted', picture);
  await settings.getByRole('button', { name: 'Guarding rooms' }).click();
  await portray(peer, 'settings-guarding', picture);
  await settings.getByRole('searchbox').fill('端口');
  await portray(peer, 'settings-search', picture);
  await settings.getByRole('searchbox').fill('blockchain');
  await portray(peer, 'settings-nothing', picture);
  await settings.getByRole('searchbox').fill('');
  await settings.getByRole('button', { name: 'Reset all' }).click();
  await expect(settings.getByRole('button', { name: 'Undo' })).toBeVisible();
  await resize(app, page, { width: 480, height: 720 });
  await picture(page, 'settings-narrow');
});

test('about, with the licences', async ({ launchApp, picture }) => {
  const peer = await launchApp({ args: ['--nick=Ada'] });
  await peer.page.getByRole('button', { name: 'Help' }).click();
  await peer.page.getByRole('menuitem', { name: 'About Partyline' }).click();
  await expect(peer.page.getByText('zustand')).toBeVisible();
  await portray(peer, 'about', picture, ['small']);
});

test('the report for help', async ({ launchApp, picture }) => {
  const peer = await launchApp({ args: ['--nick=Ada'] });
  await peer.page.getByRole('button', { name: 'Help' }).click();
  await picture(peer.page, 'help-menu');
  await peer.page.getByRole('menuitem', { name: 'Save a report for help…' }).click();
  await portray(peer, 'report', picture, ['small']);
});

test('the introduction after the first start', async ({ launchApp, picture }) => {
  const peer = await launchApp();
  const { page } = peer;
  await expect(page.getByRole('textbox', { name: 'Nickname' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Nickname' }).fill('Ada');
  await page.getByRole('button', { name: 'Continue' }).click();
  for (const card of ['rooms', 'bytes', 'lab']) {
    await portray(peer, `introduction-${card}`, picture);
    if (card !== 'lab') await page.getByRole('button', { name: 'Next' }).click();
  }
});

test('a conversation in a colour of one’s own', async ({ launchApp, picture }) => {
  const { peer, address } = await hostRoom(launchApp, 'Ada');
  const ben = await joinRoom(launchApp, address, 'Ben');
  const settings = await openSettings(peer.page);
  await settings.getByRole('radio', { name: 'Magenta' }).click();
  await settings.getByRole('button', { name: 'Done' }).click();
  await sayAccepted(peer.page, 'Is the projector free at three?');
  await sayAccepted(ben.page, 'Until four, then it is Cleo’s.');
  await sayAccepted(peer.page, 'That will do.');
  await portray(peer, 'own-colour', picture);
});
