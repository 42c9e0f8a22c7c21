/** What people see when a room is not what it was: a log that was set back, names that look alike. */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../support/fixtures.ts';
import { portray } from '../support/gallery.ts';
import { freePort } from '../support/ports.ts';
import { joinRoom } from '../support/room.ts';
import { composer, conversation, members, message, sayAccepted } from '../support/window.ts';

test('a log that was set back: who said what says it again, late, and everybody reads what happened', async ({
  launchApp,
  folder,
  picture,
}) => {
  const port = await freePort();
  const start = { dataDir: 'ada', args: ['--host', `--port=${port}`, '--name=Studio', '--nick=Ada'] };
  const host = await launchApp(start);
  await expect(composer(host.page)).toBeVisible();
  const guest = await joinRoom(launchApp, `127.0.0.1:${port}`, 'Ben');
  await sayAccepted(guest.page, 'the plan is in the drawer');
  await host.kill();
  const backup = join(folder, 'backup');
  await cp(join(folder, 'ada', 'rooms'), backup, { recursive: true });

  const before = await launchApp(start);
  await sayAccepted(guest.page, 'and the key is under the mat');
  await expect(message(before.page, 'and the key is under the mat')).toBeVisible();
  await before.kill();
  await rm(join(folder, 'ada', 'rooms'), { recursive: true });
  await cp(backup, join(folder, 'ada', 'rooms'), { recursive: true });

  const restored = await launchApp(start);
  await expect(message(restored.page, 'and the key is under the mat')).toBeVisible({ timeout: 30_000 });
  await expect(conversation(restored.page)).toContainText('log was set back to an earlier state');
  await portray(restored, 'log-set-back-host', picture, ['small']);
  await expect(guest.page.getByText('1 message of yours was said again')).toBeVisible();
  await expect(message(guest.page, 'and the key is under the mat')).toHaveCount(1);
  await portray(guest, 'log-set-back-guest', picture, ['small']);
});

test('names that look the same', async ({ launchApp, picture }) => {
  const port = await freePort();
  const host = await launchApp({ args: ['--host', `--port=${port}`, '--name=Studio', '--nick=Ada'] });
  await expect(composer(host.page)).toBeVisible();
  const other = await joinRoom(launchApp, `127.0.0.1:${port}`, 'Аda');
  await sayAccepted(other.page, 'I am Ada, trust me');
  await expect(members(host.page)).toHaveCount(2);
  await expect(message(host.page, 'I am Ada, trust me')).toBeVisible();
  await portray(host, 'look-alikes', picture);
});
