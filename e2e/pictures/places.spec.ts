/** Pictures of the rooms that are here, of one's own, and of several in one window; axe finds nothing in either colour. */
import { expect, test } from '../support/fixtures.ts';
import { portray } from '../support/gallery.ts';
import { resize } from '../support/launch.ts';
import { enterFour } from '../support/places.ts';
import { composer, members, message, place, roomsHere, roomTitle, showAllRooms, withPlace } from '../support/window.ts';

const LOOKS = { PARTYLINE_DISCOVERY: 'loopback' };

test('rooms that are here, own rooms, and four in one window', async ({ launchApp, openTerminal, picture }) => {
  const peer = await launchApp({ args: ['--nick=Ben'], env: LOOKS });
  const { app, page } = peer;
  const { workshop, studio } = await enterFour(peer, openTerminal);
  await withPlace(page, 'Workshop', 'Pin');
  await withPlace(page, 'Library', 'Mute');
  openTerminal('join', studio, '--nick', 'Cleo');
  await place(page, 'Studio').click();
  await expect(members(page)).toHaveCount(2);
  workshop.host.type('The saw is back from the repair');
  workshop.host.type('@Ben are you coming on Friday?');
  await expect(place(page, 'Workshop')).toHaveAccessibleName(/2 unread messages/);
  await composer(page).fill('See you at se');
  await portray(peer, 'places', picture, ['small', 'large']);
  await place(page, 'Studio').click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  await picture(page, 'places-menu-1100x720-light-en');
  await page.keyboard.press('Escape');

  await showAllRooms(page);
  await expect(roomsHere(page).getByRole('option', { name: 'Attic' }).first()).toBeVisible();
  await portray(peer, 'rooms-here', picture, ['small', 'large']);
  await resize(app, page, { width: 480, height: 700 });
  await page.getByRole('button', { name: /^Rooms/ }).click();
  await picture(page, 'places-drawer-480x700-light-en');
  await place(page, 'Workshop').click();
  await expect(message(page, 'The saw is back')).toBeVisible();
  await picture(page, 'places-narrow-480x700-light-en');
});

test('rooms that were left', async ({ launchApp, openTerminal, picture }) => {
  const peer = await launchApp({ args: ['--nick=Ben'] });
  const { page } = peer;
  await enterFour(peer, openTerminal);
  for (const name of ['Workshop', 'Studio', 'Attic']) {
    await place(page, name).click();
    await expect(roomTitle(page, name)).toBeVisible();
    await page.getByRole('button', { name: /^(Leave room|Stop hosting)$/ }).click();
    await expect(place(page, name)).toBeHidden();
  }
  await showAllRooms(page);
  await portray(peer, 'own-rooms', picture, ['small']);
});
