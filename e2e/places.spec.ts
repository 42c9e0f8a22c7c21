/** Several rooms in one window, hosted and joined. */
import type { Page } from '@playwright/test';
import type { PartylineApi } from '../src/shared/ipc-contract.ts';
import { expectAccessible } from './support/accessibility.ts';
import { expect, test } from './support/fixtures.ts';
import { enterFour, hostInTerminal } from './support/places.ts';
import {
  composer,
  hostByForm,
  joinByForm,
  message,
  place,
  places,
  roomTitle,
  showAllRooms,
  withPlace,
} from './support/window.ts';

/** The order in which the rooms stand. */
function names(page: Page): Promise<string[]> {
  return places(page).locator('bdi').allTextContents();
}

test('two rooms hosted and two joined count what is unread in each', async ({ launchApp, openTerminal }) => {
  const peer = await launchApp({ args: ['--nick=Ben'] });
  const { page } = peer;
  const { workshop, studio } = await enterFour(peer, openTerminal);
  await expect.poll(() => names(page)).toEqual(['Studio', 'Attic', 'Workshop', 'Library']);
  await expect(place(page, 'Studio')).toHaveAccessibleName(/Online, You host · 1 member/);
  await expect(place(page, 'Workshop')).toHaveAccessibleName(/Online, 2 members/);

  workshop.host.type('The saw is back');
  workshop.host.type('@Ben are you coming?');
  const cleo = openTerminal('join', studio, '--nick', 'Cleo');
  await expect(place(page, 'Studio')).toHaveAccessibleName(/2 members/);
  cleo.type('Hello from Cleo');
  await expect(place(page, 'Workshop')).toHaveAccessibleName(/1 names you.*2 unread messages/);
  await expect(place(page, 'Studio')).toHaveAccessibleName(/1 unread message/);
  await expect(place(page, 'Library')).not.toHaveAccessibleName(/unread/);
  await expectAccessible(page);

  await place(page, 'Workshop').click();
  await expect(message(page, 'The saw is back')).toBeVisible();
  await expect(place(page, 'Workshop')).not.toHaveAccessibleName(/unread/);
  await withPlace(page, 'Studio', 'Mark as read');
  await expect(place(page, 'Studio')).not.toHaveAccessibleName(/unread/);
});

test('each room keeps what is being written, and keys go from one to the other', async ({
  launchApp,
  openTerminal,
}) => {
  const peer = await launchApp({ args: ['--nick=Ben'] });
  const { page } = peer;
  await enterFour(peer, openTerminal);
  await composer(page).fill('half a thought');
  await page.keyboard.press('Control+1');
  await expect(roomTitle(page, 'Studio')).toBeVisible();
  await expect(composer(page)).toHaveValue('');
  await composer(page).fill('another');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(roomTitle(page, 'Library')).toBeVisible();
  await expect(composer(page)).toHaveValue('half a thought');
  await page.keyboard.press('Control+Tab');
  await expect(roomTitle(page, 'Studio')).toBeVisible();
  await expect(composer(page)).toHaveValue('another');
});

test('what is pinned, muted and put in order is so after a restart', async ({ launchApp, openTerminal }) => {
  const first = await launchApp({ args: ['--nick=Ben'], dataDir: 'ben' });
  const { page } = first;
  await page.evaluate(async () => {
    const { partyline } = globalThis as unknown as { partyline: PartylineApi };
    await partyline.invoke('settings:update', { reopenRooms: true, reopenHosted: true });
  });
  await enterFour(first, openTerminal);
  await place(page, 'Library').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => names(page)).toEqual(['Studio', 'Attic', 'Library', 'Workshop']);
  await place(page, 'Workshop').dragTo(place(page, 'Studio'));
  await expect.poll(() => names(page)).toEqual(['Workshop', 'Studio', 'Attic', 'Library']);
  await withPlace(page, 'Attic', 'Pin');
  await expect.poll(() => names(page)).toEqual(['Attic', 'Workshop', 'Studio', 'Library']);
  await withPlace(page, 'Workshop', 'Mute');
  await expect(place(page, 'Workshop')).toHaveAccessibleName(/muted/);
  await first.close();

  const again = await launchApp({ args: ['--nick=Ben'], dataDir: 'ben' });
  await expect.poll(() => names(again.page)).toEqual(['Attic', 'Workshop', 'Studio', 'Library']);
  await expect(place(again.page, 'Workshop')).toHaveAccessibleName(/muted/);
  await expect(place(again.page, 'Attic')).toHaveAccessibleName(/pinned/);
});

test('a hosted room is stopped from its menu, after a question where others are in it', async ({
  launchApp,
  openTerminal,
}) => {
  const peer = await launchApp({ args: ['--nick=Ben'] });
  const { page } = peer;
  const { studio } = await enterFour(peer, openTerminal);
  openTerminal('join', studio, '--nick', 'Cleo');
  await expect(place(page, 'Studio')).toHaveAccessibleName(/2 members/);
  await withPlace(page, 'Studio', 'Stop hosting');
  const question = page.getByRole('alertdialog', { name: 'Stop hosting Studio?' });
  await expect(question).toContainText('1 other member is in the room');
  await question.getByRole('button', { name: 'Keep hosting' }).click();
  await expect(place(page, 'Studio')).toBeVisible();
  await withPlace(page, 'Studio', 'Stop hosting');
  await question.getByRole('button', { name: 'Stop hosting' }).click();
  await expect(place(page, 'Studio')).toBeHidden();
  await withPlace(page, 'Attic', 'Stop hosting');
  await expect(place(page, 'Attic')).toBeHidden();
  await expect.poll(() => names(page)).toEqual(['Workshop', 'Library']);
});

test('the keyboard alone finds the way to every room and its menu', async ({ launchApp, openTerminal }) => {
  const peer = await launchApp({ args: ['--nick=Ben'] });
  const { page } = peer;
  await enterFour(peer, openTerminal);
  await place(page, 'Library').focus();
  await page.keyboard.press('Home');
  await expect(place(page, 'Studio')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(roomTitle(page, 'Attic')).toBeVisible();
  await place(page, 'Attic').focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'More for Attic' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Pin' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(place(page, 'Attic')).toHaveAccessibleName(/pinned/);
});

test('in a narrow window the rooms stand in a drawer', async ({ launchApp, openTerminal }) => {
  const peer = await launchApp({ args: ['--nick=Ben'], size: { width: 800, height: 600 } });
  const { page } = peer;
  const workshop = await hostInTerminal(openTerminal, 'Workshop');
  await hostByForm(page, 'Studio', 0);
  await expect(roomTitle(page, 'Studio')).toBeVisible();
  await page.getByRole('button', { name: 'Rooms', exact: true }).click();
  await expect(place(page, 'Studio')).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Rooms', exact: true })).toBeFocused();
  await page.getByRole('button', { name: 'Rooms', exact: true }).click();
  await showAllRooms(page);
  await joinByForm(page, workshop.address);
  await expect(roomTitle(page, 'Workshop')).toBeVisible();
  await page.getByRole('button', { name: 'Rooms', exact: true }).click();
  await place(page, 'Studio').click();
  await expect(roomTitle(page, 'Studio')).toBeVisible();
  await expect(places(page)).toHaveCount(0);
});
