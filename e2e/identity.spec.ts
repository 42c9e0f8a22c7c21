/** Who is who: two people compare a code in their windows, and a room whose key is another stops whoever knew it. */
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { answerInClear } from '../tests/support/rooms/clear-host.ts';
import { takeRoomWithoutKey } from '../tests/support/rooms/false-room.ts';
import { expectAccessible } from './support/accessibility.ts';
import { expect, test } from './support/fixtures.ts';
import { hostRoom, joinRoom } from './support/room.ts';
import { joinByForm, members, message, roomTitle, sayAccepted } from './support/window.ts';

/** Opens what this person and somebody in the room compare. */
async function compareWith(page: Page, nick: string): Promise<Locator> {
  await page
    .getByRole('button', { name: `About ${nick}` })
    .first()
    .click();
  await page.getByRole('button', { name: 'Compare codes' }).click();
  return page.getByRole('dialog', { name: `Compare codes with ${nick}` });
}

/** The words and the pictures of a code, as somebody reads them out. */
async function readOut(dialog: Locator): Promise<readonly string[]> {
  await expect(dialog.getByRole('list', { name: 'The code as words' }).getByRole('listitem')).not.toHaveCount(0);
  return dialog.getByRole('tabpanel').getByRole('listitem').allTextContents();
}

test('two people compare a code by keyboard, and each is marked as verified from then on, also after a restart', async ({
  launchApp,
}) => {
  const { peer: ada, address } = await hostRoom(launchApp, 'Ada');
  const ben = await joinRoom(launchApp, address, 'Ben');
  await sayAccepted(ben.page, 'hello');
  const marked = (page: Page, nick: string) =>
    members(page).filter({ hasText: nick }).getByRole('img', { name: 'Verified' });
  await expect(ada.page.getByRole('button', { name: 'Encrypted: nobody on the network can read along' })).toBeVisible();

  const [atAda, atBen] = [await compareWith(ada.page, 'Ben'), await compareWith(ben.page, 'Ada')];
  const code = await readOut(atAda);
  expect(await readOut(atBen)).toEqual(code);
  // Four words and seven pictures: 44 and 42 bits.
  expect(code).toHaveLength(11);
  await expectAccessible(ada.page);
  await expect(marked(ada.page, 'Ben')).toHaveCount(0);

  // What does not match is no reason to go on.
  await atBen
    .getByRole('button', { name: 'They don’t' })
    .or(atBen.getByRole('button', { name: "They don't" }))
    .click();
  await expect(atBen.getByRole('alert')).toContainText('Don’t trust this connection'.replace('’', "'"));
  await atBen.getByRole('button', { name: 'Look again' }).click();

  await atAda.getByRole('button', { name: 'They match' }).focus();
  await ada.page.keyboard.press('Enter');
  await expect(ada.page.getByRole('dialog', { name: 'Member' })).toContainText('Verified by code since');
  await ada.page.keyboard.press('Escape');
  await expect(marked(ada.page, 'Ben')).toBeVisible();
  await expect(message(ada.page, 'hello').getByRole('img', { name: 'Verified' })).toBeVisible();

  // Ben takes the code of Ada's window as text, and no other.
  await atBen.getByRole('tab', { name: 'By QR code' }).click();
  const theirs = atBen.getByRole('textbox', { name: "What Ada's code says" });
  await theirs.fill(`partyline://verify/${'00'.repeat(32)}`);
  await theirs.press('Enter');
  await expect(atBen.getByRole('alert')).toContainText('another key');
  await atBen.getByRole('tab', { name: 'By words' }).click();
  await atBen.getByRole('button', { name: 'They match' }).click();
  await expect(ben.page.getByRole('dialog', { name: 'Member' })).toContainText('Verified by code since');
  await ben.page.keyboard.press('Escape');
  await expect(marked(ben.page, 'Ada')).toBeVisible();

  await ben.close();
  const again = await launchApp({ dataDir: 'peer-2' });
  await expect(marked(again.page, 'Ada')).toBeVisible();
  await expect(marked(ada.page, 'Ben')).toBeVisible();
  await ada.page.getByRole('button', { name: 'About Ben' }).first().click();
  await ada.page.getByRole('button', { name: 'Not verified any more' }).click();
  await ada.page.keyboard.press('Escape');
  await expect(marked(ada.page, 'Ben')).toHaveCount(0);
});

test('a room whose key is another stops whoever knew it, and is trusted only on purpose', async ({
  launchApp,
  folder,
}) => {
  const { peer: ada, address } = await hostRoom(launchApp, 'Ada');
  const port = address.slice(address.lastIndexOf(':') + 1);
  const ben = await joinRoom(launchApp, address, 'Ben');
  await sayAccepted(ben.page, 'only for Ada');
  await ada.close();
  // Somebody has Ada's address, her room's name and id, and not its key.
  takeRoomWithoutKey(ada.dataDir, join(folder, 'eve'));
  const eve = await launchApp({ dataDir: 'eve', args: ['--host', `--port=${port}`, '--name=Studio', '--nick=Ada'] });

  const stop = ben.page.getByRole('alert').filter({ hasText: 'This may be a false room' });
  await expect(stop).toBeVisible();
  await expect(stop).toContainText('Hostile: another computer answers at this address');
  const words = (name: string) => stop.getByRole('list', { name }).getByRole('listitem').allTextContents();
  expect(await words('The room that you know has these four words')).toHaveLength(4);
  expect(await words('What answers now has these')).not.toEqual(
    await words('The room that you know has these four words'),
  );
  await expectAccessible(ben.page);

  const trust = stop.getByRole('button', { name: 'Trust the new key' });
  await expect(trust).toBeDisabled();
  await stop.getByRole('checkbox').focus();
  await ben.page.keyboard.press('Space');
  await trust.click();
  await sayAccepted(ben.page, 'are you there?');
  await expect(message(eve.page, 'are you there?')).toBeVisible();
});

test('a host that does not encrypt is joined only by who says so, and the room says it all the time', async ({
  launchApp,
  openStranger,
}) => {
  const { port } = await openStranger((socket) => answerInClear(socket));
  const { page } = await launchApp({ args: ['--nick=Ben'] });
  await joinByForm(page, `127.0.0.1:${port}`);
  const question = page.getByRole('alert');
  await expect(question).toContainText('everybody on the network could read along');
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Join in clear' }).click();
  await expect(roomTitle(page, 'Old room')).toBeVisible();
  await page.getByRole('button', { name: 'Not encrypted: others on the network can read along' }).click();
  await expect(page.getByRole('dialog', { name: 'Not encrypted' })).toContainText("This room's host does not encrypt");
});
