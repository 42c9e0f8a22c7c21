/** Pictures of a room's page of details, of people's cards, and of what is asked before a room is forgotten. */
import { planTheEvening } from '../support/conversation.ts';
import { makeFile, share } from '../support/files.ts';
import { expect, test } from '../support/fixtures.ts';
import { portray } from '../support/gallery.ts';
import { hostRoom, joinRoom } from '../support/room.ts';
import { members } from '../support/window.ts';

test('the details of a room, its people, and its end', async ({ folder, launchApp, openTerminal, picture }) => {
  const { peer: ada, address } = await hostRoom(launchApp, 'Ada');
  const ben = await joinRoom(launchApp, address, 'Ben');
  const lin = openTerminal('join', address, '--nick', '小林');
  await expect(members(ada.page)).toContainText(['Ada', 'Ben', '小林']);
  await planTheEvening(ada, ben, { terminal: lin, seenBy: ada.page });
  for (const [name, size] of [
    ['reading list.pdf', 182_000],
    ['chapter 7 draft.docx', 48_200],
    ['room 204.jpg', 1_204_000],
  ] as const)
    await share(ben, makeFile(folder, name, size));

  const title = (page: typeof ada.page) => page.getByRole('heading', { name: 'Studio', level: 1 }).getByRole('button');
  await title(ada.page).click();
  await expect(ada.page.getByRole('list', { name: 'Files' })).toContainText('room 204.jpg');
  await portray(ada, 'room-details', picture, ['small', 'large']);
  await ada.page.getByRole('heading', { name: 'Leave', level: 3 }).scrollIntoViewIfNeeded();
  await ada.page.getByRole('button', { name: 'Forget this room…' }).scrollIntoViewIfNeeded();
  await picture(ada.page, 'room-details-end-1100x720-light-en');
  await ada.page.getByRole('button', { name: 'Forget this room…' }).click();
  await expect(ada.page.getByRole('alertdialog', { name: 'Forget Studio?' })).toBeVisible();
  await portray(ada, 'forget-room', picture);
  await ada.page.keyboard.press('Escape');

  await ada.page.getByRole('button', { name: 'About Ben' }).first().click();
  await expect(ada.page.getByRole('dialog', { name: 'Member' })).toContainText('127.0.0.1');
  await portray(ada, 'person-card', picture, ['small']);
  await ada.page.keyboard.press('Escape');
  await ben.page.getByRole('button', { name: 'About Ada' }).first().click();
  await expect(ben.page.getByRole('dialog', { name: 'Member' })).toContainText('hosts the room');
  await portray(ben, 'person-card-host', picture);
});
