/** Transfers on their way: paused, resumed, cancelled, gone on with after a restart, listed, summed up, seen from outside. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Page } from '@playwright/test';
import { answerDialog, asked, card, download, makeFile, share } from './support/files.ts';
import { expect, test } from './support/fixtures.ts';
import type { Peer } from './support/launch.ts';
import { hostRoom, joinRoom } from './support/room.ts';

const MEGABYTE = 1_000_000;

function press(page: Page, name: string, button: string): Promise<void> {
  return card(page, name).getByRole('button', { name: button, exact: true }).click();
}

/** The last path that was shown in its folder. */
async function shownPath(peer: Peer): Promise<string> {
  await expect.poll(() => asked(peer, 'shell.showItemInFolder')).not.toHaveLength(0);
  return (await asked(peer, 'shell.showItemInFolder')).at(-1) as string;
}

test('a transfer is paused, resumed, and cancelled', async ({ launchApp, openGate, folder }) => {
  const { peer: host, address } = await hostRoom(launchApp, 'Ada');
  const gate = await openGate(address, 3 * MEGABYTE);
  const guest = await joinRoom(launchApp, gate.address, 'Ben');
  const path = makeFile(folder, 'film.mp4', 12 * MEGABYTE);
  await share(host, path);

  await press(guest.page, 'film.mp4', 'Download');
  await expect(card(guest.page, 'film.mp4')).toContainText('of 12 MB');
  await press(guest.page, 'film.mp4', 'Pause');
  await expect(card(guest.page, 'film.mp4')).toContainText('Paused');
  await press(guest.page, 'film.mp4', 'Cancel');
  await expect(card(guest.page, 'film.mp4').getByRole('button', { name: 'Download' })).toBeVisible();

  await press(guest.page, 'film.mp4', 'Download');
  await press(guest.page, 'film.mp4', 'Pause');
  await expect(card(guest.page, 'film.mp4')).toContainText('Paused');
  gate.open();
  await press(guest.page, 'film.mp4', 'Resume');
  await expect(card(guest.page, 'film.mp4')).toContainText('Received and verified');
  await press(guest.page, 'film.mp4', 'Show in folder');
  expect(readFileSync(await shownPath(guest)).equals(readFileSync(path))).toBe(true);
});

test('what a guest sends is paused, resumed and cancelled too', async ({ launchApp, openGate, folder }) => {
  const { peer: host, address } = await hostRoom(launchApp, 'Ada');
  const gate = await openGate(address, 3 * MEGABYTE);
  const guest = await joinRoom(launchApp, gate.address, 'Ben');
  const [kept, given] = ['kept.zip', 'given-up.zip'];
  for (const name of [kept, given]) {
    await answerDialog(guest.app, 'showOpenDialog', {
      canceled: false,
      filePaths: [makeFile(folder, name, name === kept ? 12 * MEGABYTE : 11 * MEGABYTE)],
    });
    await guest.page.keyboard.press('ControlOrMeta+o');
    await expect(card(guest.page, name)).toBeVisible();
  }
  await press(guest.page, kept, 'Pause');
  await expect(card(guest.page, kept)).toContainText('Paused');
  await press(guest.page, given, 'Cancel');
  await expect(card(guest.page, given)).toHaveCount(0);
  gate.open();
  await press(guest.page, kept, 'Resume');
  await expect(card(guest.page, kept)).toContainText('Sent');
  await download(host.page, kept);
});

test('a transfer goes on after the app was killed and started again', async ({ launchApp, openGate, folder }) => {
  const { peer: host, address } = await hostRoom(launchApp, 'Ada');
  const gate = await openGate(address, 6 * MEGABYTE);
  const path = makeFile(folder, 'disk.iso', 20 * MEGABYTE);
  await share(host, path);
  const start = () => launchApp({ dataDir: 'ben', args: [`--join=${gate.address}`, '--nick=Ben'] });
  const first = await start();
  await press(first.page, 'disk.iso', 'Download');
  await expect(card(first.page, 'disk.iso')).toContainText(/[4-6](\.\d)? MB of 20 MB/);
  await first.kill();

  const again = await start();
  gate.open();
  await expect(card(again.page, 'disk.iso')).toContainText('Received and verified');
  await press(again.page, 'disk.iso', 'Show in folder');
  expect(readFileSync(await shownPath(again)).equals(readFileSync(path))).toBe(true);
  // What was there and verified was not fetched again, but for the piece that was cut.
  expect(gate.passed).toBeLessThan(23 * MEGABYTE);
});

test('a file is saved where its receiver says', async ({ twoPeers, folder }) => {
  const { host, guest } = twoPeers;
  const path = makeFile(folder, 'plan.pdf', 50_000);
  await share(host, path);
  const chosen = `${folder}/elsewhere.pdf`;
  await answerDialog(guest.app, 'showSaveDialog', { canceled: false, filePath: chosen });
  await press(guest.page, 'plan.pdf', 'More choices');
  await guest.page.getByRole('menuitem', { name: 'Save as…' }).click();
  await expect(card(guest.page, 'plan.pdf')).toContainText('Received and verified');
  expect(readFileSync(chosen).equals(readFileSync(path))).toBe(true);
  expect(await asked(guest, 'dialog.showSaveDialog')).toEqual([{ defaultPath: 'plan.pdf' }]);
});

test('a program is opened only after a question', async ({ twoPeers, folder }) => {
  const { host, guest } = twoPeers;
  await share(host, makeFile(folder, 'setup.exe', 1_000));
  await download(guest.page, 'setup.exe');
  await press(guest.page, 'setup.exe', 'Open');
  const question = guest.page.getByRole('alertdialog', { name: 'Open this program?' });
  await question.getByRole('button', { name: "Don't open" }).click();
  expect(await asked(guest, 'shell.openPath')).toEqual([]);
  await press(guest.page, 'setup.exe', 'Open');
  await question.getByRole('button', { name: 'Open the program' }).click();
  await expect.poll(() => asked(guest, 'shell.openPath')).toHaveLength(1);
});

test('all transfers are listed, paused at once, and summed up at the end', async ({ launchApp, openGate, folder }) => {
  const { peer: host, address } = await hostRoom(launchApp, 'Ada');
  const gate = await openGate(address, 2 * MEGABYTE);
  const guest = await joinRoom(launchApp, gate.address, 'Ben');
  const names = ['first.zip', 'second.zip'];
  await share(host, ...names.map((name, index) => makeFile(folder, name, (8 + index) * MEGABYTE)));
  await expect(guest.page.getByRole('button', { name: 'Transfers' })).toHaveCount(0);
  for (const name of names) await press(guest.page, name, 'Download');

  await guest.page.getByRole('button', { name: 'Transfers' }).click();
  const list = guest.page.getByRole('complementary', { name: 'Transfers' });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await expect(list.getByRole('region', { name: 'All transfers' })).toContainText('2 transfers under way');
  // What is paused before its first byte never showed a bar.
  await expect.poll(() => asked(guest, 'BrowserWindow.setProgressBar', 1)).not.toEqual([]);
  await list.getByRole('button', { name: 'Pause all' }).click();
  await expect(list.getByRole('region', { name: 'All transfers' })).toContainText('Nothing is under way');
  await expect.poll(() => asked(guest, 'BrowserWindow.setProgressBar', 1)).toContain(-1);

  await list.getByRole('button', { name: 'Resume all' }).click();
  await expect(list.getByRole('region', { name: 'All transfers' })).toContainText('2 transfers under way');
  await guest.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur());
  gate.open();
  const summary = guest.page.getByRole('region', { name: 'Transfers' }).filter({ hasText: 'All transfers are done' });
  await expect(summary).toContainText('2 received · 17 MB');
  await expect
    .poll(() => asked(guest, 'Notification.show'))
    .toMatchObject([{ title: 'All transfers are done', body: '2 received', silent: true }]);
  const bars = (await asked(guest, 'BrowserWindow.setProgressBar', 1)) as number[];
  expect(bars.at(-1)).toBe(-1);
  expect(Math.max(...bars)).toBeGreaterThan(0);
  await summary.getByRole('button', { name: 'Dismiss' }).click();
  await expect(summary).toHaveCount(0);
});

test('a transfer that fails is said in the summary, which leads to the list', async ({ twoPeers, folder }) => {
  const { host, guest } = twoPeers;
  const path = makeFile(folder, 'gone.txt', 4_000);
  await share(host, path);
  // A file lies where the folder should be made.
  makeFile(guest.dataDir, 'Downloads', 'in the way');
  await press(guest.page, basename(path), 'Download');
  const summary = guest.page.getByRole('region', { name: 'Transfers' }).filter({ hasText: 'Not all transfers worked' });
  await expect(summary).toContainText('1 failed');
  await summary.getByRole('button', { name: 'Show transfers' }).click();
  const list = guest.page.getByRole('complementary', { name: 'Transfers' });
  await expect(list.getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('a card shows the bytes that announced the file', async ({ twoPeers, folder }) => {
  const { host, guest } = twoPeers;
  await guest.page.getByRole('button', { name: 'Bytes on the wire', exact: true }).click();
  const wire = guest.page.getByRole('region', { name: 'Bytes on the wire' });
  await wire.getByRole('button', { name: 'Record', exact: true }).click();
  await share(host, makeFile(folder, 'plan.pdf', 5_000));
  await expect(card(guest.page, 'plan.pdf')).toBeVisible();
  const line = guest.page
    .getByRole('article')
    .filter({ has: guest.page.getByRole('region', { name: 'Document: plan.pdf' }) });
  await line.hover();
  await line.getByRole('button', { name: 'Show bytes' }).click();
  await expect(wire).toContainText('Bytes of plan.pdf');
  await expect(wire.getByRole('option').filter({ hasText: 'event' })).not.toHaveCount(0);
});
