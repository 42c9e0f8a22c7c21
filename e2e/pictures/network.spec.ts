/** Pictures of the network view and of an impaired room, in every look, and whether everybody can use them. */
import { expectAccessible } from '../support/accessibility.ts';
import { openDetails } from '../support/details.ts';
import { card, check, compare, lookAtPort } from '../support/doctor.ts';
import { expect, test } from '../support/fixtures.ts';
import { portray } from '../support/gallery.ts';
import { impairment, impairmentMark } from '../support/impairment.ts';
import { resize } from '../support/launch.ts';
import { freePort } from '../support/ports.ts';
import { hostRoom } from '../support/room.ts';
import { conversation, joinByForm, sayAccepted, transports } from '../support/window.ts';

test('the network view, with an answer to each of its questions', async ({ launchApp, openRelay, picture }) => {
  test.slow();
  const { address } = await hostRoom(launchApp, 'Ada');
  const relay = await openRelay(address, 'swallowed');
  const peer = await launchApp({ args: ['--nick=Ben'], env: { PARTYLINE_DISCOVERY: 'loopback' } });
  const { app, page } = peer;
  await joinByForm(page, `127.0.0.1:${await freePort()}`);
  await expect(page.getByRole('alert')).toContainText('no room is open at that port');
  await picture(page, 'start-check-connection-1100x720-light-en');
  await page.getByRole('button', { name: 'Check the connection' }).click();
  await expect(card(page, 'Check a connection')).toContainText('nobody listens');
  await portray(peer, 'network-refused', picture, ['small']);

  const asked = await check(page, relay.address);
  await expect(asked.getByText('Asking…').first()).toBeVisible();
  await picture(page, 'network-checking-1100x720-light-en');
  await expect(asked).toContainText('no datagram comes back over UDP');
  await compare(page, '192.168.1.20/22', '192.168.4.7');
  await lookAtPort(page, Number(address.split(':')[1]));
  await expect(card(page, 'Is a port free here?')).toContainText('Another program');
  await resize(app, page, { width: 1100, height: 1900 });
  await picture(page, 'network-all-1100x1900-light-en');
  await expectAccessible(page);
  await resize(app, page, { width: 800, height: 560 });
  const subnet = await compare(page, 'fd00:1:2:3::20/60', 'fd00:1:2:4::7/64');
  await expect(subnet.getByRole('status')).toContainText('Yes');
  await subnet.scrollIntoViewIfNeeded();
  await portray(peer, 'network-subnet', picture, ['small']);
});

test('a room whose network is bad on purpose', async ({ twoPeers, picture }) => {
  test.slow();
  const { host, guest } = twoPeers;
  const { app, page } = guest;
  await transports(page).udp.click();
  await expect(conversation(page).getByText('You are on UDP datagrams now')).toBeVisible();
  await openDetails(page);
  await impairment(page).getByRole('combobox', { name: 'Preset' }).selectOption('Bad Wi-Fi');
  await expect(impairmentMark(page)).toBeVisible();
  for (const text of ['Can you still hear me?', 'Every packet may get lost', 'and no message does.'])
    await sayAccepted(page, text);
  await impairment(page).scrollIntoViewIfNeeded();
  await portray(guest, 'impaired', picture, ['small']);
  await page.getByRole('button', { name: 'Close the connection details' }).click();
  await resize(app, page, { width: 800, height: 560 });
  await picture(page, 'impaired-mark-800x560-light-en');
  await openDetails(host.page);
  await impairment(host.page).getByRole('combobox', { name: 'Preset' }).selectOption('Broken');
  await picture(host.page, 'impaired-host-1080x720-en');
  await expectAccessible(host.page);
});
