/** Who writes just now. */
import { expect, test } from './support/fixtures.ts';
import { composer, message, transports } from './support/window.ts';

test('others see that somebody types, over either transport, until it is said', async ({ threePeers }) => {
  const { host, guest, third } = threePeers;
  await transports(third.page).udp.click();
  await expect(third.page.getByText('You are on UDP datagrams now')).toBeVisible();
  const place = await composer(host.page).boundingBox();

  await composer(guest.page).pressSequentially('hello');
  await expect(host.page.getByText('Ben is typing…')).toBeVisible();
  await expect(third.page.getByText('Ben is typing…')).toBeVisible();
  await composer(third.page).pressSequentially('hi');
  await expect(host.page.getByText('Ben and Cleo are typing…')).toBeVisible();
  expect(await composer(host.page).boundingBox()).toEqual(place);

  await composer(guest.page).press('Enter');
  await expect(message(host.page, 'hello')).toBeVisible();
  await expect(host.page.getByText('Ben', { exact: false }).filter({ hasText: 'typing' })).toBeHidden();
  await expect(host.page.getByText('typing…')).toBeHidden({ timeout: 6_000 });
  await expect(guest.page.getByText('Ben is typing…')).toHaveCount(0);
});
