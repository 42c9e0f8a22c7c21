/** The ways to bring others into a room. */
import type { Page } from '@playwright/test';
import type { PartylineApi } from '../src/shared/ipc-contract.ts';
import { expect, test } from './support/fixtures.ts';
import { readCode } from './support/read-code.ts';
import { hostRoom, roomOf } from './support/room.ts';
import { members, roomTitle } from './support/window.ts';

/** Opens the invite as a person at the keyboard would. */
async function openInvite(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'Invite to Studio' });
  await page.getByRole('button', { name: 'Ways to invite' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  return dialog;
}

test('a link that is copied in one app opens the room in another', async ({ launchApp }) => {
  const { peer: host } = await hostRoom(launchApp, 'Ada');
  const dialog = await openInvite(host.page);
  await dialog.getByRole('button', { name: 'Copy: Link' }).click();
  await expect(dialog.getByText('Copied')).toBeAttached();
  const link = await host.app.evaluate(({ clipboard }) => clipboard.readText());
  const { address, seal } = (await roomOf(host.page)) ?? {};
  expect(link).toBe(`partyline://${address}?key=${seal?.fingerprint}`);

  const guest = await launchApp({ args: [link, '--nick=Ben'] });
  await guest.page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(roomTitle(guest.page, 'Studio')).toBeVisible();
  await host.page.keyboard.press('Escape');
  await expect(members(host.page)).toHaveCount(2);
});

test('the code reads as the link, small and as large as the window, also in the dark', async ({ launchApp }) => {
  const { peer: host } = await hostRoom(launchApp, 'Ada');
  const { page } = host;
  await page.emulateMedia({ colorScheme: 'dark' });
  const dialog = await openInvite(page);
  const { address, seal } = (await roomOf(page)) ?? {};
  const link = `partyline://${address}?key=${seal?.fingerprint}`;
  await expect(dialog.getByRole('list', { name: "The four words of the room's key" })).toContainText(
    seal?.words[0] ?? '?',
  );
  expect(await readCode(page, dialog.getByRole('img', { name: link }))).toBe(link);

  await dialog.getByRole('button', { name: 'Show large' }).click();
  const poster = page.getByRole('dialog', { name: 'Studio', exact: true });
  await expect(poster).toBeVisible();
  expect(await readCode(page, page)).toBe(link);
  const code = await poster.getByRole('img', { name: link }).boundingBox();
  expect(code?.height).toBeGreaterThan(450);
});

test('by keyboard alone: each way out leads back to where one was', async ({ launchApp }) => {
  const { page } = (await hostRoom(launchApp, 'Ada')).peer;
  const dialog = await openInvite(page);
  const large = dialog.getByRole('button', { name: 'Show large' });
  await large.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Studio', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(large).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Ways to invite' })).toBeFocused();
});

test('the address is there to be read aloud, in English and in Chinese, and for a script', async ({ launchApp }) => {
  const first = await launchApp({ dataDir: 'ada', args: ['--nick=Ada'] });
  await first.page.evaluate(async () => {
    const { partyline } = globalThis as unknown as { partyline: PartylineApi };
    await partyline.invoke('settings:update', { hostBind: '127.0.0.1' });
  });
  await first.close();
  const peer = await launchApp({ dataDir: 'ada', args: ['--host', '--port=0', '--name=Studio'] });
  await expect(roomTitle(peer.page, 'Studio')).toBeVisible();
  const dialog = await openInvite(peer.page);
  const spoken = dialog.getByRole('region', { name: 'To read aloud' });
  await expect(spoken).toContainText(/one two seven\s*\.?\s*dot/);
  await spoken.getByRole('radio', { name: '中文' }).click();
  await expect(spoken).toContainText('幺二七');
  await expect(dialog.getByRole('radio', { name: /127\.0\.0\.1/ })).toBeChecked();
  await expect(dialog.getByText('Only for programs on this computer')).toBeVisible();
  const port = (await roomOf(peer.page))?.address.split(':').at(-1);
  await expect(dialog.getByText(`nc 127.0.0.1 ${port}`)).toBeVisible();
});
