/** A network that lets UDP through in no way: the app says so, offers TCP, and never hangs. */
import type { Page } from '@playwright/test';
import type { PartylineApi } from '../src/shared/ipc-contract.ts';
import type { UdpFate } from '../tests/support/network/partial-relay.ts';
import { expect, test } from './support/fixtures.ts';
import { hostRoom, joinRoom } from './support/room.ts';
import { conversation, joinByForm, message, roomTitle, sayAccepted, transports } from './support/window.ts';

const WORDS: Readonly<Record<Exclude<UdpFate, 'passed'>, { readonly moving: string; readonly joining: string }>> = {
  unreachable: { moving: 'takes no datagrams at this port', joining: 'no room takes datagrams at that port' },
  swallowed: { moving: 'UDP is blocked', joining: 'UDP is blocked' },
};

/** Tries the other transport and reads why that is not to be. */
async function failsToMove(page: Page, words: string): Promise<void> {
  const { tcp, udp } = transports(page);
  const notice = page.getByRole('region', { name: 'Transport' });
  await udp.click();
  await expect(notice).toContainText('You stay on TCP stream.', { timeout: 15_000 });
  await expect(notice).toContainText(words);
  await expect(tcp).toBeChecked();
  await sayAccepted(page, 'I am still here');
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toBeHidden();
  await expect(conversation(page).getByText('You are on')).toHaveCount(0);
}

/** What a change of this computer's network addresses does: the link has to answer soon, or counts as dead. */
async function testTheLink(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { partyline } = globalThis as unknown as { partyline: PartylineApi };
    const { places } = await partyline.invoke('app:state', undefined);
    for (const { key } of places) await partyline.invoke('room:reconnect', { key });
  });
}

for (const fate of ['unreachable', 'swallowed'] as const) {
  test(`datagrams are ${fate}: who moves stays on TCP, who joins is offered TCP`, async ({ launchApp, openRelay }) => {
    const { peer: host, address } = await hostRoom(launchApp, 'Ada');
    const relay = await openRelay(address, fate);
    const { page } = await joinRoom(launchApp, relay.address, 'Ben');
    await failsToMove(page, WORDS[fate].moving);
    await expect(message(host.page, 'I am still here')).toBeVisible();

    await page.getByRole('button', { name: 'Leave room' }).click();
    await joinByForm(page, relay.address, 'udp');
    const alert = page.getByRole('alert');
    await expect(alert).toContainText(WORDS[fate].joining, { timeout: 15_000 });
    await alert.getByRole('button', { name: 'Use TCP stream' }).click();
    await expect(roomTitle(page, 'Studio')).toBeVisible();
    await expect(transports(page).tcp).toBeChecked();
  });
}

test('a room that UDP leads to no more is reached over TCP by one click', async ({ launchApp, openRelay }) => {
  test.slow();
  const { address } = await hostRoom(launchApp, 'Ada');
  const relay = await openRelay(address, 'passed');
  const { page } = await launchApp({ args: ['--nick=Ben'] });
  await joinByForm(page, relay.address, 'udp');
  await expect(roomTitle(page, 'Studio')).toBeVisible();
  await sayAccepted(page, 'over UDP');

  relay.swallow();
  await testTheLink(page);
  const banner = page.getByRole('region', { name: 'Connection', exact: true });
  await expect(banner).toContainText('UDP is blocked', { timeout: 90_000 });
  await banner.getByRole('button', { name: 'Use TCP stream' }).click();
  await expect(conversation(page).getByText('You are on TCP stream now')).toBeVisible();
  await sayAccepted(page, 'over TCP again');
});
