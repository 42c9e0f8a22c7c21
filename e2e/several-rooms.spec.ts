/** Several rooms in one window: what one does in a room waits there until one is back. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { PartylineApi, Push } from '../src/shared/ipc-contract.ts';
import { expect, test } from './support/fixtures.ts';
import type { Peer } from './support/launch.ts';
import { fillRoom } from './support/long-room.ts';
import { hostRoom } from './support/room.ts';
import { startAgain } from './support/second-start.ts';
import { composer, conversation, message, roomTitle, sayAccepted } from './support/window.ts';

const MESSAGES = 2_000;

async function topOf(element: Locator): Promise<number> {
  return Math.round((await element.boundingBox())?.y ?? Number.NaN);
}

/** Pixels of a list that are below what is in sight. */
function gapBelow(list: Locator): Promise<number> {
  return list.evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight);
}

/** The key of a room that this person is in. */
function keyOf(page: Page, name: string): Promise<string> {
  return page.evaluate(async (wanted) => {
    const { partyline } = globalThis as unknown as { partyline: PartylineApi };
    const { places } = await partyline.invoke('app:state', undefined);
    return places.find((place) => place.name === wanted)?.key ?? '';
  }, name);
}

/**
 * Has the window show a room, as a notification does.
 * @returns milliseconds from when main says so until the frame after it is drawn, by the clock that both have
 */
async function show({ app, page }: Peer, name: string): Promise<number> {
  const push: Push = { kind: 'show-place', key: await keyOf(page, name) };
  const drawn = page.evaluate(
    (title) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const isThere = document.title.startsWith(title) && document.querySelector('article') !== null;
          requestAnimationFrame(() => (isThere ? resolve(Date.now()) : look()));
        };
        look();
      }),
    name,
  );
  const said = await app.evaluate(({ BrowserWindow }, item) => {
    BrowserWindow.getAllWindows()[0]?.webContents.send('partyline:push', [item]);
    return Date.now();
  }, push);
  return (await drawn) - said;
}

test('a room that one comes back to has the draft and the place where one read', async ({ launchApp, folder }) => {
  await mkdir(join(folder, 'ada'));
  await fillRoom(join(folder, 'ada'), 'Archive', MESSAGES);
  const ada = await launchApp({ dataDir: 'ada', args: ['--host', '--port=0', '--name=Archive', '--nick=Ada'] });
  const { page } = ada;
  await expect(message(page, `message ${MESSAGES}.`)).toBeInViewport();
  const { peer: ben, address } = await hostRoom(launchApp, 'Ben');

  await conversation(page).hover();
  const read = message(page, `message ${MESSAGES - 60}.`);
  await expect(async () => {
    await page.mouse.wheel(0, -400);
    await expect(read).toBeInViewport({ timeout: 50 });
  }).toPass();
  await composer(page).fill('half a thought');
  const before = await topOf(read);

  expect(await startAgain(ada.dataDir, [`--join=${address}`])).toBe(0);
  await expect(roomTitle(page, 'Studio')).toBeVisible();
  await expect(composer(page)).toHaveValue('');
  await sayAccepted(page, 'hello there');

  await show(ada, 'Archive');
  await expect(composer(page)).toHaveValue('half a thought');
  await expect(read).toBeInViewport();
  expect(await topOf(read)).toBe(before);

  const took: number[] = [];
  for (const name of ['Studio', 'Archive', 'Studio', 'Archive', 'Studio', 'Archive']) took.push(await show(ada, name));
  test.info().annotations.push({ type: 'switching, ms', description: took.join(' ') });
  await expect.poll(() => topOf(read)).toBe(before);

  await test.step('whoever was at the end is at the end again, also of what came meanwhile', async () => {
    const long = 'which takes more than one line of a bubble to say, '.repeat(20);
    for (const number of [1, 2, 3]) await sayAccepted(ben.page, `${number}. piece of news, ${long}`);
    await expect(conversation(page).getByText('piece of news')).toHaveCount(0);
    await show(ada, 'Studio');
    await expect(message(page, '3. piece of news')).toBeInViewport();
    await expect.poll(() => gapBelow(conversation(page))).toBeLessThanOrEqual(1);
  });
});
