/** A conversation of 10,000 messages: all of it can be read, and reading it is never interrupted. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { fillRoom } from './support/long-room.ts';
import { joinRoom, roomOf } from './support/room.ts';
import { conversation, message, say, sayAccepted } from './support/window.ts';

const MESSAGES = 10_000;

/** Turns the wheel until the first message is drawn. @returns the bubbles that were drawn at any time, at most */
async function wheelToTheTop(page: Page): Promise<number> {
  await conversation(page).hover();
  const first = message(page, 'message 1.');
  let most = 0;
  await expect(async () => {
    for (let turn = 0; turn < 10; turn += 1) await page.mouse.wheel(0, -20_000);
    most = Math.max(most, await conversation(page).getByRole('article').count());
    await expect(first).toBeInViewport({ timeout: 50 });
  }).toPass({ timeout: 40_000, intervals: [0] });
  return most;
}

/** Where an element is on the screen, in whole pixels from the top. */
async function topOf(element: Locator): Promise<number> {
  return Math.round((await element.boundingBox())?.y ?? Number.NaN);
}

test('10,000 messages scroll to the very first, and new ones never move who reads back', async ({
  launchApp,
  folder,
  picture,
}) => {
  const dataDir = 'ada';
  await mkdir(join(folder, dataDir));
  await fillRoom(join(folder, dataDir), 'Studio', MESSAGES);
  const host = await launchApp({ dataDir, args: ['--host', '--port=0', '--name=Studio', '--nick=Ada'] });
  const { page } = host;
  await expect(message(page, `message ${MESSAGES}.`)).toBeInViewport();
  const { address = '' } = (await roomOf(page)) ?? {};
  const guest = await joinRoom(launchApp, `127.0.0.1:${address.slice(address.lastIndexOf(':') + 1)}`, 'Ben');

  await test.step('every page is there, and only what is in sight is drawn', async () => {
    expect(await wheelToTheTop(page)).toBeLessThan(120);
  });

  await test.step('a new message leaves the view where it is, and the pill counts it', async () => {
    const first = message(page, 'message 1.');
    const before = await topOf(first);
    await sayAccepted(guest.page, 'news from Ben');
    await say(guest.page, 'more news from Ben');
    await expect(page.getByRole('button', { name: '2 new messages' })).toBeVisible();
    expect(await topOf(first)).toBe(before);
    await picture(page, 'reading-back-light-en');
  });

  await test.step('the pill leads to the newest message', async () => {
    await page.getByRole('button', { name: '2 new messages' }).click();
    await expect(message(page, 'more news from Ben')).toBeInViewport();
    await expect(page.getByRole('button', { name: /new message/ })).toBeHidden();
  });

  await test.step('one’s own message leads to the newest one too', async () => {
    await conversation(page).press('Home');
    await expect(message(page, 'message 1.')).toBeInViewport();
    await say(page, 'here I am');
    await expect(message(page, 'here I am')).toBeInViewport();
  });

  await test.step('even while a page key still glides', async () => {
    for (const round of [1, 2, 3, 4]) {
      // A key that falls into the frames in which the list still settles at its end does not lead away from there.
      await expect(async () => {
        await conversation(page).press('PageUp');
        await conversation(page).press('PageUp');
        await expect(page.getByRole('button', { name: 'Go to the newest message' })).toBeVisible({ timeout: 1_000 });
      }).toPass();
      await say(page, `back for the ${round}. time`);
      await expect(message(page, `back for the ${round}. time`)).toBeInViewport();
    }
  });
});
