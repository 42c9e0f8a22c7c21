/** How well the link does, in figures that move. */
import { details, figure, movesWith, openDetails } from './support/details.ts';
import { expect, test } from './support/fixtures.ts';
import { conversation, transports } from './support/window.ts';

test('a guest sees how the link does, over TCP what is known of it, over UDP everything', async ({ twoPeers }) => {
  const { page } = twoPeers.guest;
  const open = page.getByRole('button', { name: 'Connection details' });
  await openDetails(page);
  await expect(details(page)).toContainText('TCP stream');
  await expect(details(page).getByRole('img', { name: /^Round-trip time .*now (< )?[\d.]+ ms/ })).toBeVisible();
  await movesWith(page, 'Sent in all', 'some bytes over TCP');
  for (const label of ['Packets lost', 'Sent again', 'Congestion window', 'In flight'])
    await expect(figure(page, label)).toHaveText('not known');

  await transports(page).udp.click();
  await expect(conversation(page).getByText('You are on UDP datagrams now')).toBeVisible();
  await expect(details(page)).toContainText('UDP datagrams');
  await expect(figure(page, 'Packets lost')).toContainText(/^[\d.]+%\d+ of \d+ packets?$/);
  await expect(figure(page, 'Congestion window')).toHaveText(/^[\d.]+ k?B$/);
  await expect(figure(page, 'Sent again')).toHaveText(/^[\d.]+ k?B$/);
  await expect(figure(page, 'In flight')).toHaveText(/^[\d.]+ k?B$/);
  await movesWith(page, 'Sent in all', 'some bytes over UDP');
  await movesWith(page, 'Packets lost', 'and a packet more');
  await expect(details(page).getByRole('img', { name: /^Throughput .*now [\d.]+ k?B\/s in/ })).toBeVisible();

  await details(page).getByRole('button', { name: 'Close the connection details' }).click();
  await expect(details(page)).toBeHidden();
  await expect(open).toHaveAttribute('aria-expanded', 'false');
});

test('who hosts reads that there is nothing to measure', async ({ twoPeers }) => {
  const { page } = twoPeers.host;
  await openDetails(page);
  await expect(details(page)).toContainText('There is no network in between');
  await page.getByRole('button', { name: 'Members, 2' }).click();
  await expect(details(page)).toBeHidden();
});
