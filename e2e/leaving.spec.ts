/** The ways out of a room. */
import { once } from 'node:events';
import { clickTray, closeWindow } from './support/desktop.ts';
import { expect, test } from './support/fixtures.ts';
import { roomOf } from './support/room.ts';
import { conversation, members, sayAccepted } from './support/window.ts';

/** What a guest reads of a room that was closed, also while it tries to come back. */
const CLOSED = 'The host closed the room';

test('a guest leaves at once, and the room says so', async ({ twoPeers: { host, guest } }) => {
  await guest.page.getByRole('button', { name: 'Leave room' }).click();
  await expect(guest.page.getByRole('heading', { name: 'Join by address' })).toBeVisible();
  await expect(members(host.page)).toHaveCount(1);
  await expect(conversation(host.page)).toContainText('Your room is open');
  expect(await roomOf(guest.page)).toBeUndefined();
});

test('stopping a room asks first while others are in it', async ({ twoPeers: { host, guest } }) => {
  const question = host.page.getByRole('alertdialog', { name: 'Stop hosting Studio?' });
  await host.page.getByRole('button', { name: 'Stop hosting' }).click();
  await expect(question).toContainText('1 other member is in the room');
  await expect(question.getByRole('button', { name: 'Keep hosting' })).toBeFocused();
  await host.page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await sayAccepted(guest.page, 'still here');

  await host.page.getByRole('button', { name: 'Stop hosting' }).click();
  await question.getByRole('button', { name: 'Stop hosting' }).click();
  await expect(host.page.getByRole('heading', { name: 'Host a room' })).toBeVisible();
  await expect(guest.page.getByRole('region', { name: 'Connection' })).toContainText(CLOSED);
});

test('quitting while others are in a hosted room asks: no keeps the room, yes ends it', async ({ twoPeers }) => {
  const { host, guest } = twoPeers;
  const question = host.page.getByRole('alertdialog', { name: 'Stop hosting and quit?' });
  await clickTray(host, 'quit');
  await expect(question).toContainText('1 other member is in the room');
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(question).toBeHidden();
  await sayAccepted(host.page, 'we go on');

  await clickTray(host, 'quit');
  const ended = once(host.app.process(), 'exit');
  await question.getByRole('button', { name: 'Stop and quit' }).click();
  expect(await ended).toEqual([0, null]);
  await expect(guest.page.getByRole('region', { name: 'Connection' })).toContainText(CLOSED);
});

test('who is in no room closes the window without a question, and the app with it', async ({ launchApp }) => {
  const peer = await launchApp({ args: ['--nick=Ada'] });
  await expect(peer.page.getByRole('heading', { name: 'Host a room' })).toBeVisible();
  const ended = once(peer.app.process(), 'exit');
  await closeWindow(peer);
  expect(await ended).toEqual([0, null]);
});
