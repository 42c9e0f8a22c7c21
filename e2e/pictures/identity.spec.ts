/** Pictures of what the window shows of keys: marks, the code that two people compare, a changed key, who listens in clear. */

import { join } from 'node:path';
import { takeRoomWithoutKey } from '../../tests/support/rooms/false-room.ts';
import { expect, test } from '../support/fixtures.ts';
import { portray } from '../support/gallery.ts';
import { hostRoom, joinRoom } from '../support/room.ts';
import { members, message, openSettings, sayAccepted } from '../support/window.ts';

test('who is who in a room, and who listens in clear', async ({ launchApp, startScript, picture }) => {
  const { peer: ada, address } = await hostRoom(launchApp, 'Ada');
  const ben = await joinRoom(launchApp, address, 'Ben');
  const { page } = ada;
  await sayAccepted(page, 'Shall we meet at seven?');
  await sayAccepted(ben.page, 'Yes, at the library.');

  await page.getByRole('button', { name: 'About Ben' }).first().click();
  await page.getByRole('button', { name: 'Compare codes' }).click();
  const compare = page.getByRole('dialog', { name: 'Compare codes with Ben' });
  await expect(compare.getByRole('list', { name: 'The code as words' })).toBeVisible();
  await portray(ada, 'compare', picture, ['small', 'large']);
  await compare.getByRole('button', { name: "They don't" }).click();
  await portray(ada, 'compare-differs', picture, ['small']);
  await compare.getByRole('button', { name: 'Look again' }).click();
  await compare.getByRole('tab', { name: 'By QR code' }).click();
  await portray(ada, 'compare-qr', picture, ['small']);
  await compare.getByRole('tab', { name: 'By words' }).click();
  await compare.getByRole('button', { name: 'They match' }).click();
  await expect(page.getByRole('button', { name: 'Not verified any more' })).toBeVisible();
  await portray(ada, 'person-verified', picture, ['small']);
  await page.keyboard.press('Escape');

  startScript('stay.py', address.slice(address.lastIndexOf(':') + 1), 'Tess');
  await expect(members(page)).toContainText(['Ada', 'Ben', 'Tess']);
  await expect(message(page, 'library').getByRole('img', { name: 'Verified' })).toBeVisible();
  await portray(ada, 'marks', picture, ['small', 'large']);
  await page.getByRole('button', { name: '1 member listens in clear' }).click();
  await portray(ada, 'in-clear', picture, ['small']);
  await page.keyboard.press('Escape');

  const settings = await openSettings(page);
  await settings.getByRole('button', { name: 'Privacy & security' }).click();
  await expect(settings.getByRole('list', { name: 'People you met' })).toContainText('Ben');
  await portray(ada, 'settings-privacy', picture, ['small']);
  await page.keyboard.press('Escape');

  await ben.close();
  await joinRoom(launchApp, address, 'Ben');
  await expect(page.getByRole('alert')).toContainText('Another Ben is here');
  await portray(ada, 'key-change', picture, ['small']);
});

test('a room that has another key', async ({ launchApp, folder, picture }) => {
  const { peer: ada, address } = await hostRoom(launchApp, 'Ada');
  const port = address.slice(address.lastIndexOf(':') + 1);
  const ben = await joinRoom(launchApp, address, 'Ben');
  await sayAccepted(ben.page, 'See you at seven.');
  await ada.close();
  takeRoomWithoutKey(ada.dataDir, join(folder, 'eve'));
  await launchApp({ dataDir: 'eve', args: ['--host', `--port=${port}`, '--name=Studio', '--nick=Ada'] });
  await expect(ben.page.getByRole('alert').filter({ hasText: 'This may be a false room' })).toBeVisible();
  await portray(ben, 'key-stop', picture, ['small', 'large']);

  // Who left the room meets it again on the way in.
  await ben.page.getByRole('alert').getByRole('button', { name: 'Leave' }).click();
  await ben.page.getByRole('textbox', { name: 'Address' }).fill(address);
  await ben.page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(ben.page.getByRole('alert').filter({ hasText: 'This may be a false room' })).toBeVisible();
  await portray(ben, 'key-stop-joining', picture, ['small']);
});
