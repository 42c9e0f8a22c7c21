/** The host's computer crashes and comes back: nobody has to do anything, and nothing is lost. */
import { expect, test } from './support/fixtures.ts';
import { freePort } from './support/ports.ts';
import { joinRoom } from './support/room.ts';
import { composer, conversation, delivery, members, message, say, sayAccepted } from './support/window.ts';

test('a killed host comes back, and what was written meanwhile is sent once', async ({ launchApp }) => {
  const port = await freePort();
  const start = { dataDir: 'ada', args: ['--host', `--port=${port}`, '--name=Studio', '--nick=Ada'] };
  const host = await launchApp(start);
  await expect(composer(host.page)).toBeVisible();
  const guest = await joinRoom(launchApp, `127.0.0.1:${port}`, 'Ben');
  await sayAccepted(guest.page, 'before the crash');

  await host.kill();
  const banner = guest.page.getByRole('region', { name: 'Connection' });
  await expect(banner).toContainText('Reconnecting');
  await expect(banner).toContainText('You can keep writing');
  await say(guest.page, 'written in the dark');
  await expect(delivery(guest.page, 'written in the dark', 'waiting')).toBeVisible();

  const again = await launchApp(start);
  await expect(delivery(guest.page, 'written in the dark', 'accepted')).toBeVisible({ timeout: 20_000 });
  await expect(banner).toBeHidden();
  await expect(guest.page.getByText('Online', { exact: true })).toBeVisible();
  await expect(message(again.page, 'written in the dark')).toHaveCount(1);
  for (const { page } of [again, guest]) {
    await expect(members(page)).toHaveCount(2);
    await expect(conversation(page).getByRole('article')).toContainText(['before the crash', 'written in the dark']);
    await expect(conversation(page).getByRole('article')).toHaveCount(2);
  }
  await sayAccepted(again.page, 'back again');
  await expect(message(guest.page, 'back again')).toBeVisible();
});
