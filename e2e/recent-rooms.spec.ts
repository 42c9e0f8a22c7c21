/** Rooms that were joined before. */
import { expect, test } from './support/fixtures.ts';
import { hostRoom, joinRoom } from './support/room.ts';
import { message, roomTitle, sayAccepted } from './support/window.ts';

test('a joined room is listed, joined again by a click, and removed', async ({ launchApp }) => {
  const { peer: host, address } = await hostRoom(launchApp, 'Ada');
  await sayAccepted(host.page, 'come back soon');
  const { page } = await joinRoom(launchApp, address, 'Ben');
  const recent = page.getByRole('button', { name: `Join Studio at ${address}` });

  await page.getByRole('button', { name: 'Leave room' }).click();
  await expect(recent).toContainText('Studio');
  await recent.click();
  await expect(roomTitle(page, 'Studio')).toBeVisible();
  await expect(message(page, 'come back soon')).toHaveCount(1);

  await page.getByRole('button', { name: 'Leave room' }).click();
  await page.getByRole('button', { name: `Remove Studio at ${address} from the list` }).click();
  await expect(recent).toBeHidden();
  await expect(page.getByText('Rooms you join are listed here.')).toBeVisible();
});
