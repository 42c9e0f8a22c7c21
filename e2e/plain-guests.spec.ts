/** Scripts and netcat in the app's room: who they are is seen, and the host decides whether they may come. */
import { expectAccessible } from './support/accessibility.ts';
import { expect, test } from './support/fixtures.ts';
import { portray } from './support/gallery.ts';
import { freePort } from './support/ports.ts';
import { hostRoom, joinRoom, roomOf } from './support/room.ts';
import { members, message, sayAccepted, showHostOptions } from './support/window.ts';

const portOf = (address: string) => address.slice(address.lastIndexOf(':') + 1);

test('a script joins, is marked as a plain guest, and talks', async ({ launchApp, startScript, picture }) => {
  test.slow();
  const { peer: host, address } = await hostRoom(launchApp, 'Ada');
  const guest = await joinRoom(launchApp, address, 'Ben');
  const script = startScript('stay.py', portOf(address), 'sensor 7');
  const badge = members(host.page).filter({ hasText: 'sensor 7' }).getByRole('button', { name: 'Plain connection' });
  await expect(badge).toBeVisible();
  await expect(members(guest.page).filter({ hasText: 'sensor 7' })).toContainText('Plain');
  await expect(members(host.page).filter({ hasText: 'Ben' })).not.toContainText('Plain');

  script.type('The lab is at 21.5 °C, 你好');
  await expect(message(host.page, 'The lab is at 21.5 °C, 你好')).toBeVisible();
  await sayAccepted(guest.page, 'Warm enough.');
  await script.reads('Ben: Warm enough.');

  await portray(host, 'plain-guest', picture, ['small', 'large']);
  await badge.focus();
  await host.page.keyboard.press('Shift+Tab');
  await host.page.keyboard.press('Tab');
  await expect(host.page.getByRole('tooltip')).toContainText('Nothing on it is encrypted.');
  await expectAccessible(host.page);
  await picture(host.page, 'plain-guest-tip-1100x720-light-en');

  script.type('exit');
  // It wrote Chinese.
  await script.reads('您断开了连接.');
  await expect(members(host.page)).toHaveCount(2);
});

test('the host keeps scripts out, and the choice is remembered', async ({ launchApp, startScript, picture }) => {
  test.slow();
  const port = await freePort();
  const peer = await launchApp({ args: ['--nick=Ada'], dataDir: 'ada' });
  const { page } = peer;
  await showHostOptions(page);
  const peers = page.getByRole('radiogroup', { name: 'Which programs may join' });
  await expect(peers.getByRole('radio', { name: 'Scripts too' })).toBeChecked();
  await peers.getByRole('radio', { name: 'Apps only' }).focus();
  await page.keyboard.press('Space');
  await expect(peers.getByRole('radio', { name: 'Apps only' })).toBeChecked();
  await portray(peer, 'start-no-plain', picture, ['small']);
  await page.getByRole('textbox', { name: 'Port' }).fill(String(port));
  await page.getByRole('button', { name: 'Start hosting' }).click();
  await expect.poll(async () => (await roomOf(page))?.room?.name).toBeTruthy();

  const script = startScript('stay.py', String(port), 'nobody');
  await script.reads('* Partyline: this room lets in the app only, no scripts and no netcat.');
  await expect(members(page)).toHaveCount(1);
  await peer.close();
  const again = await launchApp({ dataDir: 'ada' });
  await expect(again.page.getByRole('radio', { name: 'Apps only' })).toBeChecked();
});
