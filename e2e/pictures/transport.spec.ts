/** Pictures of what has to do with transports, in every look, and whether everybody can use it. */
import { expectAccessible } from '../support/accessibility.ts';
import { details, movesWith, openDetails } from '../support/details.ts';
import { expect, test } from '../support/fixtures.ts';
import { portray } from '../support/gallery.ts';
import { resize } from '../support/launch.ts';
import { hostRoom, joinRoom } from '../support/room.ts';
import { composer, conversation, joinByForm, message, sayAccepted, transports } from '../support/window.ts';

/** Readings of the link, so that the graphs show something: one a second. */
const READINGS = 8;

test('the details of a connection, over TCP, over UDP and the host’s', async ({ threePeers, picture }) => {
  test.slow();
  const { host, guest, third } = threePeers;
  const { page } = guest;
  await sayAccepted(host.page, 'Try the other transport, and watch the figures.');
  await openDetails(page);
  await movesWith(page, 'Sent in all', 'Still over TCP here.');
  await picture(page, 'connection-tcp-1080x720-en');
  await transports(page).udp.click();
  await expect(conversation(page).getByText('You are on UDP datagrams now')).toBeVisible();
  await sayAccepted(page, 'And now over UDP.');
  for (let reading = 0; reading < READINGS; reading += 1)
    await movesWith(page, 'Sent in all', `${'so much to say '.repeat(reading)}(${reading + 1})`);
  await sayAccepted(host.page, 'Every packet is counted.');
  await portray(guest, 'connection-udp', picture, ['small', 'large']);

  // That somebody types may get lost over UDP, and is told again as they go on.
  await expect(async () => {
    await composer(host.page).pressSequentially(' not');
    await composer(third.page).pressSequentially(' I');
    await expect(page.getByText(/^Ada and Cleo are typing|^Cleo and Ada are typing/)).toBeVisible({ timeout: 1_500 });
  }).toPass({ timeout: 30_000 });
  await picture(page, 'typing-1100x720-light-en');
  await openDetails(host.page);
  await expect(details(host.page)).toContainText('You host this room');
  await picture(host.page, 'connection-host-1080x720-en');
  await expectAccessible(host.page);
});

test('UDP is blocked: in a room, in the form, and on the way back', async ({ launchApp, openRelay, picture }) => {
  test.slow();
  const { address } = await hostRoom(launchApp, 'Ada');
  const relay = await openRelay(address, 'swallowed');
  const peer = await joinRoom(launchApp, relay.address, 'Ben');
  const { page } = peer;
  await sayAccepted(page, 'Is the other transport any faster?');
  await transports(page).udp.click();
  await expect(page.getByRole('radiogroup', { name: 'Transport' })).toHaveAttribute('aria-busy', 'true');
  await picture(page, 'moving-1080x720-en');
  await expect(page.getByText('You stay on TCP stream.')).toBeVisible({ timeout: 15_000 });
  await portray(peer, 'udp-blocked', picture, ['small']);

  await page.getByRole('button', { name: 'Leave room' }).click();
  await joinByForm(page, relay.address, 'udp');
  await expect(page.getByRole('alert')).toContainText('UDP is blocked', { timeout: 15_000 });
  await portray(peer, 'start-udp-blocked', picture, ['small']);
});

test('a room that UDP leads to no more', async ({ launchApp, openRelay, picture }) => {
  test.slow();
  const { peer: host, address } = await hostRoom(launchApp, 'Ada');
  const relay = await openRelay(address, 'passed');
  const peer = await launchApp({ args: ['--nick=Ben'] });
  const { page } = peer;
  await joinByForm(page, relay.address, 'udp');
  await sayAccepted(host.page, 'Welcome over UDP.');
  await expect(message(page, 'Welcome over UDP.')).toBeVisible();
  relay.swallow();
  await host.close();
  const banner = page.getByRole('region', { name: 'Connection', exact: true });
  await expect(banner.getByRole('button', { name: 'Use TCP stream' })).toBeVisible({ timeout: 90_000 });
  await resize(peer.app, page, { width: 800, height: 560 });
  await picture(page, 'reconnecting-udp-800x560-en');
  await expectAccessible(page);
});
