/** What the command line of the app asks for. */
import { expect, test } from './support/fixtures.ts';
import { freePort } from './support/ports.ts';
import { hostRoom, joinRoom, roomOf } from './support/room.ts';
import { startAgain } from './support/second-start.ts';
import { members, roomTitle } from './support/window.ts';

test('--host opens the named room on the port, --join enters it, each under its --nick', async ({ launchApp }) => {
  const port = await freePort();
  const host = await launchApp({ args: ['--host', '--port', String(port), '--name', 'Studio', '--nick', 'Ada'] });
  await expect(roomTitle(host.page, 'Studio')).toBeVisible();
  expect((await roomOf(host.page))?.address).toMatch(new RegExp(`:${port}$`));
  const guest = await joinRoom(launchApp, `127.0.0.1:${port}`, 'Ben');
  await expect(members(guest.page)).toContainText(['Ada', 'Ben']);
});

test('--host on a port in use and --join where nobody listens say so in the forms', async ({
  launchApp,
  openStranger,
}) => {
  const { port } = await openStranger(() => {});
  const host = await launchApp({ args: ['--host', '--port', String(port), '--name', 'Studio', '--nick', 'Ada'] });
  await expect(host.page.getByRole('alert')).toContainText(`Port ${port} is used by another program`);
  await expect(host.page.getByRole('textbox', { name: 'Room name' })).toHaveValue('Studio');
  await host.page.getByRole('button', { name: /Use port \d+ instead/ }).click();
  await expect(roomTitle(host.page, 'Studio')).toBeVisible();

  const nobody = await freePort();
  const guest = await launchApp({ args: ['--join', `127.0.0.1:${nobody}`, '--nick', 'Ben'] });
  await expect(guest.page.getByRole('alert')).toContainText('no room is open at that port');
  await expect(guest.page.getByRole('textbox', { name: 'Address' })).toHaveValue(`127.0.0.1:${nobody}`);
});

test('an invite link fills in the form and joins only when its user says so', async ({ launchApp, openStranger }) => {
  let calls = 0;
  const host = await openStranger(() => {
    calls += 1;
  });
  const { page } = await launchApp({ args: ['--nick=Ben', `partyline://127.0.0.1:${host.port}`] });
  await expect(page.getByText('An invite link was opened.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Address' })).toHaveValue(`127.0.0.1:${host.port}`);
  await expect(page.getByRole('button', { name: 'Join', exact: true })).toBeFocused();
  expect(calls).toBe(0);
  await page.keyboard.press('Enter');
  await expect.poll(() => calls).toBe(1);
});

test('a second start on the same data folder hands its link to the first and ends', async ({ launchApp }) => {
  const first = await launchApp({ args: ['--nick=Ben'] });
  const window = await first.app.browserWindow(first.page);
  await window.evaluate((one) => one.minimize());

  expect(await startAgain(first.dataDir, ['partyline://192.0.2.7:9000'])).toBe(0);
  await expect(first.page.getByRole('textbox', { name: 'Address' })).toHaveValue('192.0.2.7:9000');
  expect(await window.evaluate((one) => [one.isMinimized(), one.isFocused()])).toEqual([false, true]);
});

test('a link that comes while in a room fills in the form, and the room goes on', async ({ launchApp }) => {
  const host = await launchApp({ args: ['--host', '--port=0', '--name=Studio', '--nick=Ada'] });
  await expect(roomTitle(host.page, 'Studio')).toBeVisible();

  expect(await startAgain(host.dataDir, ['partyline://192.0.2.7:9000'])).toBe(0);
  await expect(host.page.getByRole('textbox', { name: 'Address' })).toHaveValue('192.0.2.7:9000');
  expect(await roomOf(host.page)).toMatchObject({ room: { name: 'Studio' }, connection: { state: 'online' } });
});

test('a second start with --join enters that room beside the one that one is in', async ({ launchApp }) => {
  const { address } = await hostRoom(launchApp, 'Ada');
  const ben = await launchApp({ args: ['--host', '--port=0', '--name=Hall', '--nick=Ben'] });
  await expect(roomTitle(ben.page, 'Hall')).toBeVisible();
  expect(await startAgain(ben.dataDir, [`--join=${address}`])).toBe(0);
  await expect(roomTitle(ben.page, 'Studio')).toBeVisible();
  await expect(members(ben.page)).toContainText(['Ada', 'Ben']);
});
