/** A port that another program has. */
import { expect, test } from './support/fixtures.ts';
import { roomOf } from './support/room.ts';
import { hostByForm, roomTitle, showHostOptions } from './support/window.ts';

test('a port in use is named, and the button takes the next free one', async ({ launchApp, openStranger }) => {
  const taken = await openStranger((socket) => socket.end());
  const { page } = await launchApp({ args: ['--nick=Ada'] });
  await hostByForm(page, 'Studio', taken.port);
  await expect(page.getByRole('alert')).toContainText(`Port ${taken.port} is used by another program.`);

  const offer = page.getByRole('button', { name: /^Use port \d+ instead$/ });
  const port = Number(/\d+/.exec(await offer.innerText())?.[0]);
  expect(port).toBeGreaterThan(taken.port);
  await offer.click();
  await expect(roomTitle(page, 'Studio')).toBeVisible();
  expect((await roomOf(page))?.address).toMatch(new RegExp(`:${port}$`));
});

test('a port that is none is refused in words', async ({ launchApp }) => {
  const { page } = await launchApp({ args: ['--nick=Ada'] });
  await showHostOptions(page);
  for (const wrong of ['65536', '-1', '80a', '']) {
    await page.getByRole('textbox', { name: 'Port' }).fill(wrong);
    await expect(page.getByRole('textbox', { name: 'Port' })).toHaveAccessibleDescription(/1 to 65535/);
  }
  await page.getByRole('button', { name: 'Start hosting' }).click();
  await expect(page.getByRole('heading', { name: 'Host a room' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Room name' }).fill('');
  await expect(page.getByText('Give the room a name.')).toBeVisible();
});
