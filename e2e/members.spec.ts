/** Who is in the room, and how to bring others. */
import { expect, test } from './support/fixtures.ts';
import { resize } from './support/launch.ts';
import { hostRoom, joinRoom } from './support/room.ts';
import { composer, conversation, members, message, sayAccepted } from './support/window.ts';

test('the list marks the host and tells two equal nicknames apart', async ({ launchApp }) => {
  const { peer: host, address } = await hostRoom(launchApp, 'Kim');
  const guest = await joinRoom(launchApp, address, 'Kim');

  await expect(members(host.page)).toHaveCount(2);
  await expect(members(host.page).first()).toContainText('Kim');
  await expect(members(host.page).first()).toContainText('Host · You');
  await expect(members(host.page).last()).toContainText('Kim (2)');
  await expect(members(guest.page).first()).toContainText('Host');
  await expect(members(guest.page).last()).toContainText('Kim (2)');
  await expect(members(guest.page).last()).toContainText('You');

  await sayAccepted(guest.page, 'Which Kim am I?');
  await expect(message(host.page, 'Which Kim am I?')).toHaveAccessibleName(/^Kim \(2\), /);
});

test('in a narrow window the list opens above the conversation, and writing goes on meanwhile', async ({
  launchApp,
}) => {
  const { app, page } = (await hostRoom(launchApp, 'Ada')).peer;
  const button = page.getByRole('button', { name: 'Members, 1' });
  await expect(members(page)).toHaveCount(1);
  await composer(page).fill('I was just');
  await resize(app, page, { width: 700, height: 560 });
  await expect(members(page)).toHaveCount(0);
  await expect(composer(page)).toBeFocused();

  await button.click();
  await expect(members(page)).toContainText(['Ada']);
  await page.keyboard.press('Escape');
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await resize(app, page, { width: 1100, height: 720 });
  await expect(members(page)).toHaveCount(1);
});

test('the chip and the empty room copy the invite', async ({ launchApp }) => {
  const { peer, address } = await hostRoom(launchApp, 'Ada');
  const port = address.slice(address.lastIndexOf(':'));
  const copied = () => peer.app.evaluate(({ clipboard }) => clipboard.readText());

  await peer.page.getByRole('button', { name: /^Copy invite / }).click();
  await expect(peer.page.getByText('Copied', { exact: true })).toBeVisible();
  const link = new RegExp(`^partyline://.+${port}\\?key=[0-9a-f]{32}$`);
  await expect.poll(copied).toMatch(link);

  await peer.app.evaluate(({ clipboard }) => clipboard.writeText('something else'));
  await conversation(peer.page).getByRole('button', { name: 'Copy the invite link' }).click();
  await expect.poll(copied).toMatch(link);
});
