/** The toggle's place in the header: TCP carries the messages, UDP comes later. */
import { expect, test } from './support/fixtures.ts';
import { hostRoom } from './support/room.ts';
import { sayAccepted } from './support/window.ts';

test('TCP is on; UDP is there, says why it is not available, and changes nothing', async ({ launchApp }) => {
  const { page } = (await hostRoom(launchApp, 'Ada')).peer;
  const toggle = page.getByRole('radiogroup', { name: 'Transport' });
  const tcp = toggle.getByRole('radio', { name: 'TCP stream' });
  const udp = toggle.getByRole('radio', { name: 'UDP datagrams' });
  await expect(tcp).toBeChecked();
  await expect(udp).toHaveAttribute('aria-disabled', 'true');
  await udp.hover();
  await expect(page.getByRole('tooltip')).toHaveText('UDP datagrams come in a later version.');
  await udp.click({ force: true });
  await expect(tcp).toBeChecked();
  await sayAccepted(page, 'over TCP');
});
