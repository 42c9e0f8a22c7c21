/** Pictures of a private conversation, of its beginning, and of choosing who reads it; axe finds nothing in either colour. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answerDialog } from '../support/files.ts';
import { expect, test } from '../support/fixtures.ts';
import { portray } from '../support/gallery.ts';
import { privateField, privateMessage, privateRows, sayPrivately, writePrivately } from '../support/private.ts';
import { members, place, sayAccepted } from '../support/window.ts';

test('words for some alone, beside the room', async ({ threePeers: { host, guest, third }, picture }) => {
  await sayAccepted(host.page, 'Welcome to the studio, everybody!');
  await sayAccepted(guest.page, 'Morning!');
  await writePrivately(guest.page, 'Cleo');
  await portray(guest, 'private-empty', picture);
  await sayPrivately(guest.page, 'Shall we get a cake for Ada? Her birthday is on Friday.');
  await privateRows(third.page).getByText('Ben').click();
  await expect(privateMessage(third.page, 'cake for Ada')).toBeVisible();
  await privateMessage(third.page, 'cake for Ada').getByRole('button', { name: 'Answer this message' }).click();
  await sayPrivately(third.page, '好主意！巧克力的怎么样？ Chocolate?');
  await expect(privateMessage(guest.page, 'Chocolate?')).toBeVisible();
  await privateMessage(guest.page, 'Chocolate?').getByRole('button', { name: 'React' }).click();
  await guest.page.getByRole('menuitem', { name: '👍' }).click();
  await sayPrivately(guest.page, 'I will order it tonight, and you bring the candles.');
  await writeFile(join(guest.dataDir, 'cake.pdf'), 'flour, sugar, chocolate');
  await answerDialog(guest.app, 'showOpenDialog', { canceled: false, filePaths: [join(guest.dataDir, 'cake.pdf')] });
  await guest.page.getByRole('button', { name: 'Send a file to Cleo alone' }).click();
  await expect(privateMessage(guest.page, 'cake.pdf')).toBeVisible();
  await privateField(guest.page).fill('Do not tell Ada');
  await portray(guest, 'private', picture, ['small', 'large']);
  await guest.page.getByRole('button', { name: 'Write to more people at once' }).click();
  await portray(guest, 'private-people', picture);
  await guest.page.keyboard.press('Escape');
  await place(guest.page, 'Studio').click();
  await sayPrivatelyFrom(third.page);
  await expect(privateRows(guest.page).first()).toHaveAccessibleName(/unread/);
  await members(guest.page).getByRole('button', { name: 'About Ada' }).click();
  await portray(guest, 'private-room', picture);
});

async function sayPrivatelyFrom(page: Parameters<typeof sayPrivately>[0]): Promise<void> {
  await sayPrivately(page, 'Candles: done.');
}
