/**
 * The README's picture. Every run takes it as build output; `PARTYLINE_README_PICTURE=1 npm run pictures readme`
 * also puts it where the README shows it.
 */
import { copyFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { speak } from '../support/conversation.ts';
import { expect, PICTURES, test } from '../support/fixtures.ts';
import { freePort } from '../support/ports.ts';
import { conversation, members, roomTitle, transports } from '../support/window.ts';

/** The longest that a visitor on a slow line should wait for, in bytes. */
const LARGEST = 150_000;
const SHOWN = join(import.meta.dirname, '..', '..', 'docs', 'picture.png');

test('a conversation as the README shows it', async ({ launchApp, openTerminal, picture }) => {
  const port = await freePort();
  const host = openTerminal('host', '--port', `${port}`, '--name', 'Reading circle', '--nick', 'Ben', '--json');
  await host.reads('"listening"');
  const guest = await launchApp({
    args: [`--join=127.0.0.1:${port}`, '--nick=Ada'],
    size: { width: 1100, height: 720 },
    colorScheme: 'light',
  });
  const { page } = guest;
  await expect(roomTitle(page, 'Reading circle')).toBeVisible();
  const ada = { page };
  const ben = { terminal: host, seenBy: page };
  const lin = { terminal: openTerminal('join', `127.0.0.1:${port}`, '--nick', '小林'), seenBy: page };
  await expect(members(page)).toHaveCount(3);

  await speak(ada, 'Morning! The projector in room 204 works again.');
  await speak(ben, 'Finally 🎉');
  await speak(lin, '太好了！那今晚的读书会还在老地方吗？');
  await speak(ada, '对，七点。Seven o’clock, same place.');
  await transports(page).udp.click();
  await expect(conversation(page).getByText('You are on UDP datagrams now')).toBeVisible();
  await speak(
    ben,
    'I will bring the new chapter: how TCP keeps every byte in order, why UDP simply lets them go, and when you want which.',
  );
  await speak(ada, 'Perfect. See you tonight!');

  await picture(page, 'readme');
  const taken = join(PICTURES, 'readme.png');
  expect((await stat(taken)).size).toBeLessThan(LARGEST);
  if (process.env.PARTYLINE_README_PICTURE !== undefined) await copyFile(taken, SHOWN);
});
