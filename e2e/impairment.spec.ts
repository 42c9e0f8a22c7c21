/** A network that this computer makes bad on purpose: marked, healed by the UDP link, and gone with the room. */
import { figure, openDetails } from './support/details.ts';
import { expect, test } from './support/fixtures.ts';
import { impairment, impairmentMark, slider } from './support/impairment.ts';
import { joinRoom } from './support/room.ts';
import { conversation, message, sayAccepted, transports } from './support/window.ts';

test('a lossy network is marked, and every message gets through all the same', async ({ twoPeers }) => {
  test.slow();
  const { host, guest } = twoPeers;
  const { page } = guest;
  await transports(page).udp.click();
  await expect(conversation(page).getByText('You are on UDP datagrams now')).toBeVisible();
  await expect(impairmentMark(page)).toBeHidden();
  await openDetails(page);
  await slider(page, 'Loss').focus();
  for (let step = 0; step < 8; step += 1) await page.keyboard.press('ArrowRight');
  await expect(slider(page, 'Loss')).toHaveAttribute('aria-valuetext', '30%');
  await expect(impairmentMark(page)).toHaveAccessibleName('Impaired: 30% loss');
  for (let i = 1; i <= 15; i += 1) await sayAccepted(page, `through the storm ${i}`);
  for (let i = 1; i <= 15; i += 1) await expect(message(host.page, `through the storm ${i}`).first()).toBeVisible();
  await expect(figure(page, 'Packets lost')).not.toContainText(/^0%/);

  await page.getByRole('button', { name: 'Close the connection details' }).click();
  await expect(impairmentMark(page)).toBeVisible();
  await impairmentMark(page).click();
  await impairment(page).getByRole('button', { name: 'Reset' }).click();
  await expect(impairmentMark(page)).toBeHidden();
});

test('presets set the sliders; another room, and a restart, begin unimpaired', async ({ launchApp, twoPeers }) => {
  const { host, address } = twoPeers;
  const peer = await launchApp({ args: [`--join=${address}`, '--nick=Cleo'], dataDir: 'cleo' });
  const { page } = peer;
  await openDetails(page);
  await impairment(page).getByRole('combobox', { name: 'Preset' }).selectOption('Satellite');
  await expect(slider(page, 'Delay per chunk')).toHaveAttribute('aria-valuetext', '300 ms');
  await expect(impairmentMark(page)).toHaveAccessibleName('Impaired: 300 ms per chunk');
  await sayAccepted(page, 'from orbit');
  await expect(message(host.page, 'from orbit')).toBeVisible();
  await peer.close();

  const again = await launchApp({ args: [`--join=${address}`, '--nick=Cleo'], dataDir: 'cleo' });
  await expect(message(again.page, 'from orbit')).toBeVisible();
  await expect(impairmentMark(again.page)).toBeHidden();
});

test('a host impairs what goes to its guests', async ({ launchApp, twoPeers }) => {
  const { host, address } = twoPeers;
  await openDetails(host.page);
  await impairment(host.page).getByRole('combobox', { name: 'Preset' }).selectOption('Broken');
  await expect(impairmentMark(host.page)).toBeVisible();
  const late = await joinRoom(launchApp, address, 'Cleo');
  await sayAccepted(host.page, 'can you hear me');
  await expect(message(late.page, 'can you hear me')).toBeVisible({ timeout: 20_000 });
});
