/** Doors: a stranger knocks and is let in, is banned, and says a passphrase. */
import { expect, test } from './support/fixtures.ts';
import { hostRoom } from './support/room.ts';
import { conversation, joinByForm, members, message, sayAccepted } from './support/window.ts';

test('a room asks, lets in, bans, and takes a passphrase', async ({ launchApp }) => {
  const { peer: host, address } = await hostRoom(launchApp, 'Ada');
  const about = host.page.getByRole('heading', { name: 'Studio', level: 1 }).getByRole('button');
  const details = host.page.getByRole('dialog', { name: 'Studio' });
  const changeDoor = async (choice: string, word?: string) => {
    await about.click();
    await details.getByRole('combobox', { name: 'Who comes in' }).selectOption({ label: choice });
    if (word !== undefined) await details.getByLabel('Passphrase', { exact: true }).fill(word);
    await details.getByRole('button', { name: 'Change the door' }).click();
    await expect(details.getByRole('button', { name: 'Change the door' })).toBeDisabled();
    await host.page.keyboard.press('Escape');
  };
  await changeDoor('Whoever is let in');
  await expect(host.page.getByText('You closed the door: whoever comes has to be let in')).toBeVisible();

  const guest = await launchApp({ args: ['--nick=Ben'] });
  await joinByForm(guest.page, address);
  await expect(guest.page.getByRole('heading', { name: 'You knocked' })).toBeVisible();
  const knocks = host.page.getByRole('region', { name: '1 person knocks' });
  await expect(knocks).toContainText('encrypted');
  await knocks.getByRole('button', { name: 'Turn Ben away' }).click();
  await expect(guest.page.getByRole('alert')).toContainText('You were not let in');
  await joinByForm(guest.page, address);
  await knocks.getByRole('button', { name: 'Let Ben in' }).click();
  await expect(conversation(guest.page)).toBeVisible();
  await sayAccepted(guest.page, 'Thanks for letting me in');
  await expect(message(host.page, 'Thanks for letting me in')).toBeVisible();

  await members(host.page).filter({ hasText: 'Ben' }).getByRole('button', { name: 'About Ben' }).click();
  const card = host.page.getByRole('dialog', { name: 'Member' });
  await card.getByRole('button', { name: 'Make moderator' }).click();
  await expect(members(guest.page).filter({ hasText: 'Ben' })).toContainText('Moderator');
  await card.getByRole('button', { name: 'Ban' }).click();
  await card.getByRole('button', { name: 'Ban' }).click();
  await expect(guest.page.getByText('You were banned from this room')).toBeVisible();
  await host.page.keyboard.press('Escape');
  await expect(host.page.getByText('You banned Ben')).toBeVisible();

  await about.click();
  await details.getByRole('button', { name: 'Lift the ban of Ben' }).click();
  await expect(details).toContainText('Nobody is banned');
  await host.page.keyboard.press('Escape');
  await changeDoor('Whoever knows the passphrase', 'correct horse battery');
  await expect(host.page.getByText('You closed the door: whoever comes needs the passphrase')).toBeVisible();
  await guest.page.getByRole('button', { name: 'Connect again' }).click();
  await expect(guest.page.getByRole('heading', { name: 'A passphrase, please' })).toBeVisible();
  const field = guest.page.getByLabel('Passphrase', { exact: true });
  await field.fill('correct house battery');
  await field.press('Enter');
  await expect(guest.page.getByText('That is not the passphrase')).toBeVisible();
  await field.fill('correct horse battery');
  await field.press('Enter');
  await expect(conversation(guest.page)).toBeVisible();
  await expect(members(host.page).filter({ hasText: 'Ben' })).toHaveCount(1);
});
