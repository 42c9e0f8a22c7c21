/** The app without its window: the tray, and what closing means. */
import { once } from 'node:events';
import { clickTray, closeWindow, trayItems, trayLabels, windowState } from './support/desktop.ts';
import { expect, test } from './support/fixtures.ts';
import { hostRoom, joinRoom } from './support/room.ts';
import { startAgain } from './support/second-start.ts';
import { members, message, say, sayAccepted } from './support/window.ts';

const WHICH = { name: 'Close the window, or quit?' };
const hidden = { isVisible: false, isFocused: false };
const shown = { isVisible: true, isFocused: true };

test('closing the window asks once, then keeps the room open in the tray and comes back from it', async ({
  twoPeers,
}) => {
  const { host, guest } = twoPeers;
  const question = host.page.getByRole('alertdialog', WHICH);
  await closeWindow(host);
  await expect(question).toContainText('the room you host stays open');
  await expect(question).toContainText('Quitting closes what you host for the 1 other member there');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  expect(await windowState(host)).toEqual(shown);

  await closeWindow(host);
  await question.getByRole('button', { name: 'Keep running' }).click();
  await expect.poll(() => windowState(host)).toEqual(hidden);
  await sayAccepted(guest.page, 'is the room still there?');

  await clickTray(host, 'open');
  await expect.poll(() => windowState(host)).toEqual(shown);
  await expect(question).toBeHidden();
  await expect(message(host.page, 'is the room still there?')).toBeVisible();

  await closeWindow(host);
  await expect.poll(() => windowState(host)).toEqual(hidden);
  await expect(question).toBeHidden();
  expect(await startAgain(host.dataDir, [])).toBe(0);
  await expect.poll(() => windowState(host)).toEqual(shown);
});

test('a guest who answers with quit leaves, and is not asked again at the next close', async ({ launchApp }) => {
  const { peer: host, address } = await hostRoom(launchApp, 'Ada');
  const guest = await launchApp({ args: [`--join=${address}`, '--nick=Ben'], dataDir: 'ben' });
  await expect(members(host.page)).toHaveCount(2);
  const question = guest.page.getByRole('alertdialog', WHICH);
  await closeWindow(guest);
  await expect(question).toContainText('you stay in your rooms');
  const ended = once(guest.app.process(), 'exit');
  await question.getByRole('button', { name: 'Quit' }).click();
  expect(await ended).toEqual([0, null]);

  const again = await launchApp({ args: [`--join=${address}`], dataDir: 'ben' });
  await expect(members(host.page)).toHaveCount(2);
  await expect(members(again.page)).toHaveCount(2);
  const endedAgain = once(again.app.process(), 'exit');
  await closeWindow(again);
  expect(await endedAgain).toEqual([0, null]);
});

test('the tray lists the room, and speaks the language of the settings', async ({ launchApp }) => {
  const { peer, address } = await hostRoom(launchApp, 'Ada');
  await joinRoom(launchApp, address, 'Ben');
  expect((await trayItems(peer)).find(({ label }) => label === 'Studio')?.id).toMatch(/^room-/);
  await peer.page.evaluate(async () => {
    const { partyline } = globalThis as unknown as { partyline: import('../src/shared/ipc-contract.ts').PartylineApi };
    await partyline.invoke('settings:update', { language: 'zh-CN' });
  });
  await expect.poll(async () => (await trayLabels(peer)).quit).toBe('退出 Partyline');
});

test('do not disturb is chosen in the tray, with a length, and is there after a restart', async ({ launchApp }) => {
  const first = await launchApp({ args: ['--nick=Ada'], dataDir: 'ada' });
  await clickTray(first, 'quiet-hour');
  await expect.poll(async () => (await trayLabels(first))['do-not-disturb']).toMatch(/^Do Not Disturb until \d+:\d\d/);
  await clickTray(first, 'quiet-on');
  const checked = async (peer: typeof first) =>
    (await trayItems(peer)).filter(({ isChecked }) => isChecked).map(({ id }) => id);
  await expect.poll(() => checked(first)).toEqual(['quiet-on']);
  await first.close();
  const again = await launchApp({ dataDir: 'ada' });
  expect(await checked(again)).toEqual(['quiet-on']);
  await clickTray(again, 'quiet-off');
  await expect.poll(() => checked(again)).toEqual(['quiet-off']);
  // The system ticks and unticks what is clicked by itself.
  await clickTray(again, 'quiet-off');
  await clickTray(again, 'quiet-hour');
  await clickTray(again, 'quiet-off');
  await clickTray(again, 'quiet-off');
  await expect.poll(() => checked(again)).toEqual(['quiet-off']);
});

test('an app that starts hidden is in the tray alone until it is opened', async ({ launchApp }) => {
  const { address } = await hostRoom(launchApp, 'Ada');
  const peer = await launchApp({ args: ['--hidden', '--nick=Ben', `--join=${address}`] });
  await expect(members(peer.page)).toHaveCount(2);
  expect(await windowState(peer)).toEqual(hidden);
  expect(await startAgain(peer.dataDir, ['--hidden'])).toBe(0);
  expect(await windowState(peer)).toEqual(hidden);
  await clickTray(peer, 'open');
  await expect.poll(() => windowState(peer)).toEqual(shown);
  await say(peer.page, 'here I am');
});

test('a link brings the window back from the tray', async ({ launchApp }) => {
  const peer = await launchApp({ args: ['--hidden', '--nick=Ben'] });
  expect(await startAgain(peer.dataDir, ['partyline://192.0.2.7:9000'])).toBe(0);
  await expect.poll(() => windowState(peer)).toEqual(shown);
  await expect(peer.page.getByRole('textbox', { name: 'Address' })).toHaveValue('192.0.2.7:9000');
});

test('a computer that shuts down is not kept waiting by a question', async ({ twoPeers: { host } }) => {
  await expect(members(host.page)).toHaveCount(2);
  const ended = once(host.app.process(), 'exit');
  // The answer never comes when the app is gone first.
  host.app.evaluate(({ powerMonitor }) => powerMonitor.emit('shutdown')).catch(() => {});
  expect(await ended).toEqual([0, null]);
});
