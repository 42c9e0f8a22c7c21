/** The ways out of a room. */
import { once } from 'node:events';
import { expect, test } from './support/fixtures.ts';
import type { Peer } from './support/launch.ts';
import { hostRoom, joinRoom, roomOf } from './support/room.ts';
import { conversation, members, sayAccepted } from './support/window.ts';

/** What a guest reads of a room that was closed, also while it tries to come back. */
const CLOSED = 'The host closed the room';

/** Closes the window as its title bar does. */
async function closeWindow({ app, page }: Peer): Promise<void> {
  const window = await app.browserWindow(page);
  // The answer never comes when the window takes the app with it.
  window.evaluate((one) => one.close()).catch(() => {});
}

test('a guest leaves at once, and the room says so', async ({ twoPeers: { host, guest } }) => {
  await guest.page.getByRole('button', { name: 'Leave room' }).click();
  await expect(guest.page.getByRole('heading', { name: 'Join a room' })).toBeVisible();
  await expect(members(host.page)).toHaveCount(1);
  await expect(conversation(host.page)).toContainText('Your room is open');
  expect(await roomOf(guest.page)).toBeUndefined();
});

test('stopping a room asks first while others are in it', async ({ twoPeers: { host, guest } }) => {
  const question = host.page.getByRole('alertdialog', { name: 'Stop hosting?' });
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

test('closing the window while hosting asks: no keeps the room, yes ends it', async ({ twoPeers: { host, guest } }) => {
  const question = host.page.getByRole('alertdialog', { name: 'Stop hosting and close?' });
  await closeWindow(host);
  await expect(question).toContainText('1 other member is in the room');
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(question).toBeHidden();
  await sayAccepted(host.page, 'we go on');

  await closeWindow(host);
  const ended = once(host.app.process(), 'exit');
  await question.getByRole('button', { name: 'Stop and close' }).click();
  expect(await ended).toEqual([0, null]);
  await expect(guest.page.getByRole('region', { name: 'Connection' })).toContainText(CLOSED);
});

test('a host alone, and a guest, close without a question', async ({ launchApp }) => {
  const { peer: host, address } = await hostRoom(launchApp, 'Ada');
  const guest = await joinRoom(launchApp, address, 'Ben');
  for (const peer of [guest, host]) {
    await expect(members(host.page)).toHaveCount(peer === guest ? 2 : 1);
    const ended = once(peer.app.process(), 'exit');
    await closeWindow(peer);
    expect(await ended).toEqual([0, null]);
  }
});
