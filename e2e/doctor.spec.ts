/** The network view: why a room can't be reached, this computer's addresses, subnets and ports. */
import { card, check, compare, lookAtPort, openDoctor } from './support/doctor.ts';
import { expect, test } from './support/fixtures.ts';
import { freePort } from './support/ports.ts';
import { hostRoom } from './support/room.ts';
import { joinByForm, members, roomTitle } from './support/window.ts';

test('joining fails: one click checks the connection, says why, and cures lead to the room', async ({ launchApp }) => {
  const { peer: host, address } = await hostRoom(launchApp, 'Ada');
  const { page } = await launchApp({ args: ['--nick=Ben'] });
  const wrong = `127.0.0.1:${await freePort()}`;
  await joinByForm(page, wrong);
  await page.getByRole('alert').getByRole('button', { name: 'Check the connection' }).click();
  const asked = card(page, 'Check a connection');
  await expect(asked.getByRole('textbox')).toHaveValue(wrong);
  await expect(asked).toContainText(`127.0.0.1 is there, but nobody listens at port ${wrong.split(':')[1]}.`);
  await expect(asked.getByRole('button', { name: 'Join this room' })).toBeHidden();

  await check(page, address);
  await expect(asked).toContainText('over TCP and UDP');
  await expect(members(host.page)).toHaveCount(1);
  await asked.getByRole('button', { name: 'Join this room' }).click();
  await expect(roomTitle(page, 'Studio')).toBeVisible();
  await expect(members(host.page)).toHaveCount(2);
});

test('a room that UDP does not lead to, something that is no room, and a check that is cancelled', async ({
  launchApp,
  openRelay,
  openStranger,
}) => {
  const { address } = await hostRoom(launchApp, 'Ada');
  const relay = await openRelay(address, 'swallowed');
  const web = await openStranger((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const silent = await openStranger(() => {});
  const { page } = await launchApp({ args: ['--nick=Ben'] });
  await openDoctor(page);
  const asked = await check(page, relay.address);
  await expect(asked).toContainText('no datagram comes back over UDP');
  await check(page, `127.0.0.1:${web.port}`);
  await expect(asked).toContainText('it is no Partyline room');
  await check(page, `127.0.0.1:${silent.port}`);
  await expect(asked.getByText('Asking…').first()).toBeVisible();
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await expect(asked).toContainText('The check was cancelled.');
  await expect(asked.getByText('Asking…')).toHaveCount(0);
});

test('two addresses are compared bit by bit, this computer’s own being there already', async ({ launchApp }) => {
  const { page } = await launchApp({ args: ['--nick=Ben'] });
  await openDoctor(page);
  const asked = card(page, 'Are two addresses in the same subnet?');
  await expect(asked.getByRole('combobox', { name: 'One address' })).toHaveValue(/\/\d+$/);
  await compare(page, '192.168.1.20/24', '192.168.2.7');
  await expect(asked.getByRole('status')).toContainText('No, different subnets');
  await expect(asked.getByRole('row').nth(2)).toContainText('192.168.1.0');
  await expect(asked.getByRole('row').nth(2).getByRole('cell')).toHaveText('11000000101010000000000100000000');
  await compare(page, '192.168.1.20/22', '192.168.2.7');
  await expect(asked.getByRole('status')).toContainText('Yes, the same subnet');
  await compare(page, 'fd00::1/64', 'fd00::2/48');
  await expect(asked.getByRole('status')).toContainText('comes to the same answer');
  await compare(page, 'fd00::1/64', '10.0.0.1');
  await expect(asked.getByRole('alert')).toContainText('two separate networks');
});

test('a port is free, ours, or somebody else’s', async ({ launchApp, openStranger }) => {
  const { peer, address } = await hostRoom(launchApp, 'Ada');
  const { page } = peer;
  await openDoctor(page);
  const asked = await lookAtPort(page, Number(address.split(':')[1]));
  await expect(asked).toContainText('is used by this Partyline');
  await lookAtPort(page, await freePort());
  await expect(asked).toContainText('is free');
  const stranger = await openStranger(() => {});
  await lookAtPort(page, stranger.port);
  await expect(asked).toContainText('Another program has a part of port');
});
