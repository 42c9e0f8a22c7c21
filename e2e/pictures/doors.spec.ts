/** Pictures of doors: who knocks, who waits, who says a passphrase, who is banned; and whether everybody can use each. */

import type { Door } from '../../src/shared/doors/door-models.ts';
import type { PartylineApi } from '../../src/shared/ipc-contract.ts';
import { expect, test } from '../support/fixtures.ts';
import { portray } from '../support/gallery.ts';
import type { Peer } from '../support/launch.ts';
import { hostRoom } from '../support/room.ts';
import { conversation, joinByForm } from '../support/window.ts';

function setDoor({ page }: Peer, door: Door, word?: string): Promise<boolean> {
  return page.evaluate(
    async ([wanted, passphrase]) => {
      const { partyline } = globalThis as unknown as { partyline: PartylineApi };
      const { places } = await partyline.invoke('app:state', undefined);
      const key = places[0]?.key ?? '';
      const set = await partyline.invoke('doors:set', { key, door: wanted, ...(passphrase && { word: passphrase }) });
      return set.ok;
    },
    [door, word] as const,
  );
}

test('a room that asks', async ({ launchApp, picture }) => {
  const { peer: host, address } = await hostRoom(launchApp, 'Ada');
  expect(await setDoor(host, 'ask')).toBe(true);
  const guest = await launchApp({ args: ['--nick=Ben'] });
  await joinByForm(guest.page, address);
  await expect(guest.page.getByRole('heading', { name: 'You knocked' })).toBeVisible();
  await portray(guest, 'door-knocked', picture, ['small']);
  const knocks = host.page.getByRole('region', { name: '1 person knocks' });
  await expect(knocks).toContainText('Ben');
  await portray(host, 'door-knocks', picture, ['small', 'large']);
  await knocks.getByRole('button', { name: 'Let Ben in' }).click();
  await expect(conversation(guest.page)).toBeVisible();

  await host.page.getByRole('button', { name: 'About Ben' }).first().click();
  const card = host.page.getByRole('dialog');
  await expect(card.getByRole('button', { name: 'Ban' })).toBeVisible();
  await portray(host, 'door-person', picture, ['small']);
  await card.getByRole('button', { name: 'Ban' }).click();
  await portray(host, 'door-ban', picture);
  await card.getByRole('button', { name: 'Ban', exact: true }).last().click();
  await expect(guest.page.getByText('You were banned')).toBeVisible();
  await host.page.keyboard.press('Escape');
  await host.page.getByRole('heading', { name: 'Studio', level: 1 }).getByRole('button').click();
  await expect(host.page.getByRole('button', { name: 'Lift the ban of Ben' })).toBeVisible();
  await host.page.getByRole('button', { name: 'Lift the ban of Ben' }).scrollIntoViewIfNeeded();
  await portray(host, 'door-details', picture, ['small']);
});

test('a room with a passphrase, and the form that makes one', async ({ launchApp, picture }) => {
  const { peer: host, address } = await hostRoom(launchApp, 'Ada');
  expect(await setDoor(host, 'word', 'correct horse battery')).toBe(true);
  const guest = await launchApp({ args: ['--nick=Ben'] });
  await guest.page
    .getByRole('combobox', { name: 'Who comes in' })
    .selectOption({ label: 'Whoever knows the passphrase' });
  await guest.page.getByLabel('Passphrase', { exact: true }).fill('correct horse');
  await portray(guest, 'door-form', picture, ['small', 'large']);
  await joinByForm(guest.page, address);
  await expect(guest.page.getByRole('heading', { name: 'A passphrase, please' })).toBeVisible();
  const field = guest.page.getByLabel('Passphrase', { exact: true });
  await field.fill('correct house battery');
  await field.press('Enter');
  await expect(guest.page.getByText('That is not the passphrase')).toBeVisible();
  await portray(guest, 'door-word', picture, ['small']);
});
