/** Rooms that are found by themselves. */
import { expectAccessible } from './support/accessibility.ts';
import { card, openDoctor } from './support/doctor.ts';
import { expect, test } from './support/fixtures.ts';
import { hostByForm, roomsHere, roomTitle, showAllRooms } from './support/window.ts';

/** Others on this computer test with rooms too: these are told apart by their names. */
const marked = (name: string) => `${name} ${process.pid}-${Math.random().toString(36).slice(2, 8)}`;

const LOOKS = { PARTYLINE_DISCOVERY: 'loopback' };

test('a room is found by its name, joined by a click, and shown as joined', async ({ launchApp }) => {
  const name = marked('Studio');
  const ben = await launchApp({ args: ['--nick=Ben'], env: LOOKS });
  await expect(ben.page.getByRole('heading', { name: 'Rooms here now' })).toBeVisible();
  const ada = await launchApp({ args: ['--host', '--port=0', `--name=${name}`, '--nick=Ada'], env: LOOKS });
  await expect(roomTitle(ada.page, name)).toBeVisible();

  const found = roomsHere(ben.page).getByRole('option', { name });
  await expect(found).toContainText('Ada hosts · 1 member');
  await expect(found).toContainText('This computer');
  await expectAccessible(ben.page);
  await found.click();
  await expect(roomTitle(ben.page, name)).toBeVisible();
  await showAllRooms(ben.page);
  await expect(found).toContainText('Joined');
  await expect(found).toContainText('2 members');
  await found.click();
  await expect(roomTitle(ben.page, name)).toBeVisible();
});

test('typing filters the rooms, the arrow keys choose one and Enter joins it', async ({ launchApp }) => {
  const name = marked('Reading room');
  const ada = await launchApp({ args: ['--host', '--port=0', `--name=${name}`, '--nick=Ada'], env: LOOKS });
  await expect(roomTitle(ada.page, name)).toBeVisible();
  const { page } = await launchApp({ args: ['--nick=Ben'], env: LOOKS });
  await expect(roomsHere(page).getByRole('option', { name })).toBeVisible();
  await roomsHere(page).focus();
  await page.keyboard.type(name);
  await expect(page.getByRole('combobox', { name: 'Filter rooms' })).toHaveValue(name);
  await expect(roomsHere(page).getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(roomTitle(page, name)).toBeVisible();
});

test('a room that ends is greyed and goes; one that is not announced never comes', async ({ launchApp }) => {
  const name = marked('Brief');
  const { page } = await launchApp({ args: ['--nick=Ben'], env: LOOKS });
  const ada = await launchApp({ args: ['--nick=Ada'], env: LOOKS });
  await hostByForm(ada.page, name, 0);
  const found = roomsHere(page).getByRole('option', { name });
  await expect(found).toBeVisible();
  await ada.page.getByRole('button', { name: 'Stop hosting' }).click();
  await expect(found).toContainText('Has ended');
  await expect(found).toBeHidden();

  await ada.page.getByRole('switch', { name: 'Rooms you host are announced.' }).click();
  await hostByForm(ada.page, name, 0);
  await expect(roomTitle(ada.page, name)).toBeVisible();
  await page.getByRole('button', { name: 'Look again' }).click();
  // Everybody has answered when it says that it looks no more.
  await expect(page.getByText('Looking around the network…')).toBeHidden();
  await expect(found).toBeHidden();
});

test('the network view says who is announced here and how each was found', async ({ launchApp }) => {
  const name = marked('Lab');
  const ada = await launchApp({ args: ['--host', '--port=0', `--name=${name}`, '--nick=Ada'], env: LOOKS });
  await expect(roomTitle(ada.page, name)).toBeVisible();
  const { page } = await launchApp({ args: ['--nick=Ben'], env: LOOKS });
  await openDoctor(page);
  const here = card(page, 'Who is here');
  await expect(here).toContainText('Rooms that are announced here');
  await expect(here).toContainText('Broadcast passes');
  await expectAccessible(page);
});
