/** Addresses that lead nowhere: each says why, and how to go on. */
import { expect, test } from './support/fixtures.ts';
import { freePort } from './support/ports.ts';
import { joinByForm } from './support/window.ts';

test('an address that is none is refused while it is typed', async ({ launchApp }) => {
  const { page } = await launchApp({ args: ['--nick=Ben'] });
  const field = page.getByRole('textbox', { name: 'Address' });
  const problem = page.getByText('That is not the address of a room.');
  await field.fill('not an address');
  await expect(problem).toBeVisible();
  await field.fill('192.168.1.20:70000');
  await expect(page.getByText('That is not a port.')).toBeVisible();
  await field.fill('');
  await expect(problem).toBeHidden();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(problem).toBeVisible();
  await field.fill('partyline://[::1]:9000');
  await expect(page.getByText('Joins [::1]:9000')).toBeVisible();
});

test('nobody listens there, or something that is no room: the form says which', async ({ launchApp, openStranger }) => {
  const port = await freePort();
  const web = await openStranger((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const { page } = await launchApp({ args: ['--nick=Ben'] });
  await joinByForm(page, `127.0.0.1:${port}`);
  await expect(page.getByRole('alert')).toContainText('no room is open at that port');
  await expect(page.getByRole('textbox', { name: 'Address' })).toHaveValue(`127.0.0.1:${port}`);

  await joinByForm(page, `127.0.0.1:${web.port}`);
  await expect(page.getByRole('alert')).toContainText('it is not a Partyline room');
});

test('connecting can be cancelled, and then another room joined', async ({ launchApp, openStranger }) => {
  const silent = await openStranger(() => {});
  const { page } = await launchApp({ args: ['--nick=Ben'] });
  await joinByForm(page, `127.0.0.1:${silent.port}`);
  await expect(page.getByText(`Connecting to 127.0.0.1:${silent.port}…`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start hosting' })).toBeDisabled();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Join', exact: true })).toBeEnabled();

  await joinByForm(page, `127.0.0.1:${await freePort()}`);
  await expect(page.getByRole('alert')).toContainText('no room is open at that port');
});
