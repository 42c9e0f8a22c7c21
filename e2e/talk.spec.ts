/** Two windows that talk: the whole road from a form to the other's bubble. */
import { expect, test } from './support/fixtures.ts';
import { freePort } from './support/ports.ts';
import { hostRoom } from './support/room.ts';
import {
  chooseNick,
  composer,
  conversation,
  delivery,
  hostByForm,
  joinByForm,
  message,
  roomTitle,
  say,
  sayAccepted,
} from './support/window.ts';

test('one hosts a room by the form, another joins it by the form, and both talk', async ({ launchApp }) => {
  const port = await freePort();
  const [host, guest] = await Promise.all([launchApp(), launchApp()]);
  await chooseNick(host.page, 'Ada');
  await hostByForm(host.page, 'Reading room', port);
  await expect(roomTitle(host.page, 'Reading room')).toBeVisible();
  await expect(conversation(host.page)).toContainText('Your room is open');

  await chooseNick(guest.page, 'Ben');
  await joinByForm(guest.page, `127.0.0.1:${port}`);
  await expect(roomTitle(guest.page, 'Reading room')).toBeVisible();

  await say(guest.page, 'Is somebody here?');
  await expect(delivery(guest.page, 'Is somebody here?', 'accepted')).toBeVisible();
  await expect(message(host.page, 'Is somebody here?')).toHaveAccessibleName(/^Ben, /);
  await sayAccepted(host.page, 'Yes! 大家好 👋');
  await expect(message(guest.page, 'Yes! 大家好 👋')).toHaveAccessibleName(/^Ada, /);
  await expect(message(host.page, 'Yes! 大家好 👋')).toHaveAccessibleName(/^You, /);
  await expect(guest.page).toHaveTitle(/^Reading room/);
});

test('Enter sends, Shift+Enter breaks the line, and empty input sends nothing', async ({ launchApp }) => {
  const { page } = (await hostRoom(launchApp, 'Ada')).peer;
  await expect(composer(page)).toBeFocused();
  await composer(page).press('Enter');
  await composer(page).fill('  \n  ');
  await composer(page).press('Enter');
  await composer(page).fill('');
  await page.keyboard.type('first line');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('second line');
  await expect(composer(page)).toHaveValue('first line\nsecond line');
  await page.keyboard.press('Enter');
  await expect(composer(page)).toHaveValue('');
  await expect(delivery(page, 'first line', 'accepted')).toBeVisible();
  await expect(message(page, 'first line')).toContainText('first line\nsecond line', { useInnerText: true });
  await expect(conversation(page).getByRole('article')).toHaveCount(1);
});

test('the Enter that ends an input method’s composition does not send', async ({ launchApp }) => {
  const { page } = (await hostRoom(launchApp, 'Ada')).peer;
  await composer(page).focus();
  const keyboard = await page.context().newCDPSession(page);
  await keyboard.send('Input.imeSetComposition', { text: 'nihao', selectionStart: 5, selectionEnd: 5 });
  await expect(composer(page)).toHaveValue('nihao');
  // A browser gives every key that its input method takes the code 229.
  await keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', windowsVirtualKeyCode: 229 });
  await keyboard.send('Input.insertText', { text: '你好' });
  await expect(composer(page)).toHaveValue('你好');
  await expect(conversation(page).getByRole('article')).toHaveCount(0);

  await page.keyboard.press('Enter');
  await expect(delivery(page, '你好', 'accepted')).toBeVisible();
  await expect(conversation(page).getByRole('article')).toHaveCount(1);
});
