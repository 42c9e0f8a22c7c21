/** What people see when a room is not what it was: a log that was set back, a host that can't prove itself, names that look alike. */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { dataFolder } from '../../src/node/party/data-folder.ts';
import { expect, test } from '../support/fixtures.ts';
import { portray } from '../support/gallery.ts';
import { freePort } from '../support/ports.ts';
import { joinRoom, roomOf } from '../support/room.ts';
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

test('a host that has a room’s id and not its secret is another room', async ({ launchApp, folder, picture }) => {
  const port = await freePort();
  const start = { dataDir: 'ada', args: ['--host', `--port=${port}`, '--name=Studio', '--nick=Ada'] };
  const host = await launchApp(start);
  await expect(composer(host.page)).toBeVisible();
  const ben = { dataDir: 'ben', args: [`--join=127.0.0.1:${port}`, '--nick=Ben'] };
  const guest = await launchApp(ben);
  await expect.poll(async () => (await roomOf(guest.page))?.room?.name, 'Ben is in the room').toBe('Studio');
  await sayAccepted(guest.page, 'a word for Studio alone');
  await host.kill();

  const db = new DatabaseSync(dataFolder.hostedRoom(join(folder, 'ada'), 'Studio'));
  db.exec(`UPDATE room SET secret = '${'0'.repeat(64)}'; DELETE FROM session`);
  db.close();
  const pretender = await launchApp(start);
  await expect(composer(pretender.page)).toBeVisible();
  const banner = guest.page.getByRole('region', { name: 'Connection' });
  await expect(banner).toContainText("can't prove", { timeout: 30_000 });
  await portray(guest, 'room-unproven', picture, ['small']);

  await guest.kill();
  const newcomer = await launchApp(ben);
  await expect(newcomer.page.getByText('as a newcomer')).toBeVisible();
  await portray(newcomer, 'room-newcomer', picture, ['small']);
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
