/** Rooms that were left. */
import { expect, test } from './support/fixtures.ts';
import { hostRoom, joinRoom } from './support/room.ts';
import { message, roomTitle, sayAccepted } from './support/window.ts';

test('a room that was left is listed, joined again by a click, and forgotten', async ({ launchApp }) => {
  const { peer: host, address } = await hostRoom(launchApp, 'Ada');
  await sayAccepted(host.page, 'come back soon');
  const { page } = await joinRoom(launchApp, address, 'Ben');
  const left = page.getByRole('button', { name: `Join Studio at ${address}` });

  await page.getByRole('button', { name: 'Leave room' }).click();
  await expect(left).toContainText('Studio');
  await left.click();
  await expect(roomTitle(page, 'Studio')).toBeVisible();
  await expect(message(page, 'come back soon')).toHaveCount(1);

  await page.getByRole('button', { name: 'Leave room' }).click();
  await page.getByRole('button', { name: 'Forget Studio' }).click();
  const question = page.getByRole('alertdialog', { name: 'Forget Studio?' });
  await expect(question).toContainText('The others keep the room.');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(left).toBeVisible();

  await page.getByRole('button', { name: 'Forget Studio' }).click();
  await question.getByRole('button', { name: 'Forget and delete' }).click();
  await expect(left).toBeHidden();
});
