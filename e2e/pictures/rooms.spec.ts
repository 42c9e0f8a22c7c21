/**
 * Pictures of the first screens and of a room (`test-results/pictures`), and whether everybody can use each: axe finds
 * nothing in either colour.
 */
import { expectAccessible } from '../support/accessibility.ts';
import { planTheEvening } from '../support/conversation.ts';
import { expect, test } from '../support/fixtures.ts';
import { portray } from '../support/gallery.ts';
import { resize } from '../support/launch.ts';
import { freePort } from '../support/ports.ts';
import { hostRoom, joinRoom } from '../support/room.ts';
import {
  chooseNick,
  composer,
  conversation,
  delivery,
  hostByForm,
  joinByForm,
  members,
  message,
  roomTitle,
  say,
} from '../support/window.ts';

test('welcome and start', async ({ launchApp, openStranger, picture }) => {
  const peer = await launchApp();
  const { page } = peer;
  await expect(page.getByRole('textbox', { name: 'Nickname' })).toBeFocused();
  await portray(peer, 'welcome', picture, ['small', 'large']);
  await chooseNick(page, 'Ada');
  await portray(peer, 'start', picture, ['small', 'large']);

  const silent = await openStranger(() => {});
  await joinByForm(page, `127.0.0.1:${silent.port}`);
  await expect(page.getByText('Connecting to')).toBeVisible();
  await picture(page, 'start-connecting-1100x720-light-en');
  await page.getByRole('button', { name: 'Cancel' }).click();
});

test('start with errors', async ({ launchApp, openStranger, picture }) => {
  const taken = await openStranger((socket) => socket.end());
  const peer = await launchApp({ args: ['--nick=Ada'] });
  const { page } = peer;
  await hostByForm(page, 'Studio', taken.port);
  await expect(page.getByRole('alert')).toContainText('is used by another program');
  await portray(peer, 'start-port-in-use', picture);
  await joinByForm(page, `127.0.0.1:${await freePort()}`);
  await expect(page.getByRole('alert')).toContainText('no room is open at that port');
  await portray(peer, 'start-refused', picture, ['small']);
});

test('connecting to a host that does not answer, which can be given up', async ({
  launchApp,
  openStranger,
  picture,
}) => {
  const silent = await openStranger(() => {});
  const peer = await launchApp({ args: ['--nick=Ben', `--join=127.0.0.1:${silent.port}`] });
  const { page } = peer;
  await expect(page.getByRole('heading', { name: `Connecting to 127.0.0.1:${silent.port}` })).toBeVisible();
  await picture(page, 'connecting-light-en');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { name: 'Join by address' })).toBeVisible();
});

test('the empty room', async ({ launchApp, picture }) => {
  const { peer } = await hostRoom(launchApp, 'Ada');
  await expect(conversation(peer.page)).toContainText('Your room is open');
  await portray(peer, 'empty-room', picture, ['small', 'large']);

  await peer.page.getByRole('button', { name: 'Ways to invite' }).click();
  await expect(peer.page.getByRole('dialog', { name: 'Invite to Studio' })).toBeVisible();
  await portray(peer, 'invite', picture, ['small', 'large']);
  await peer.page.getByRole('button', { name: 'Show large' }).click();
  await expect(peer.page.getByRole('dialog', { name: 'Studio', exact: true })).toBeVisible();
  await portray(peer, 'invite-poster', picture, ['small', 'large']);
  await peer.page.keyboard.press('Escape');
  await peer.page.keyboard.press('Escape');

  await resize(peer.app, peer.page, { width: 800, height: 560 });
  await peer.page.getByRole('button', { name: 'Members, 1' }).click();
  await expect(members(peer.page)).toHaveCount(1);
  await picture(peer.page, 'members-800x560-light-en');
  await expectAccessible(peer.page);
});

test('the conversation, the question before it ends, and how it waits for its host', async ({
  launchApp,
  openTerminal,
  picture,
}) => {
  const { peer: ada, address } = await hostRoom(launchApp, 'Ada');
  const ben = await joinRoom(launchApp, address, 'Ben');
  const lin = openTerminal('join', address, '--nick', '小林');
  await expect(members(ada.page)).toContainText(['Ada', 'Ben', '小林']);
  await planTheEvening(ada, ben, { terminal: lin, seenBy: ada.page });
  await composer(ada.page).fill('See you at se');
  await portray(ada, 'conversation', picture, ['small', 'large']);

  await ada.page.getByRole('button', { name: 'Stop hosting' }).click();
  await expect(ada.page.getByRole('alertdialog', { name: 'Stop hosting Studio?' })).toBeVisible();
  await portray(ada, 'stop-hosting', picture);
  await ada.page.keyboard.press('Escape');

  await ada.kill();
  await expect(ben.page.getByRole('region', { name: 'Connection' })).toContainText('no room is open');
  await say(ben.page, 'Ada, are you there?');
  await expect(delivery(ben.page, 'Ada, are you there?', 'waiting')).toBeVisible();
  await portray(ben, 'reconnecting', picture, ['small']);

  await ben.page.getByRole('button', { name: 'Leave room' }).click();
  await expect(ben.page.getByRole('button', { name: `Join Studio at ${address}` })).toBeVisible();
  await portray(ben, 'start-recent-rooms', picture, ['small']);
});

test('a message that was refused', async ({ launchApp, openTerminal, picture }) => {
  const host = openTerminal(
    ...['host', '--port', '0', '--bind', '127.0.0.1', '--name', 'Short room', '--nick', 'Ada', '--json'],
    ...['--limit', 'messageLength=20'],
  );
  const { tcp } = JSON.parse(await host.reads('"listening"'));
  const peer = await launchApp({ args: [`--join=127.0.0.1:${tcp.port}`, '--nick=Ben'] });
  await expect(roomTitle(peer.page, 'Short room')).toBeVisible();
  host.type('Keep it short');
  await expect(message(peer.page, 'Keep it short')).toBeVisible();
  await say(peer.page, 'I would love to, but this is how I write.');
  await expect(delivery(peer.page, 'I would love to', 'failed')).toBeVisible();
  await portray(peer, 'failed-message', picture);
});
