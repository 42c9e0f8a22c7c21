/** Pictures of files in the window (`test-results/pictures`), and whether everybody can use each screen. */
import { join } from 'node:path';
import {
  answerDialog,
  card,
  download,
  dragFiles,
  drawPicture,
  makeFile,
  pastePicture,
  sendFiles,
  share,
} from '../support/files.ts';
import { expect, test } from '../support/fixtures.ts';
import { portray } from '../support/gallery.ts';
import { hostRoom, joinRoom } from '../support/room.ts';
import { conversation, message, roomTitle, sayAccepted } from '../support/window.ts';

const MEGABYTE = 1_000_000;

test('cards as a receiver sees them, and the list of all transfers', async ({
  launchApp,
  openGate,
  folder,
  picture,
}) => {
  const { peer: host, address } = await hostRoom(launchApp, 'Ada');
  const gate = await openGate(address, 5 * MEGABYTE);
  const ben = await joinRoom(launchApp, gate.address, 'Ben');
  for (const name of ['a.jpg', 'b.jpg', 'deep/c.jpg']) makeFile(join(folder, 'Holiday photos'), name, 400_000);
  await sendFiles(host, 'Folder…', join(folder, 'Holiday photos'));
  await expect(card(host.page, 'Holiday photos')).toContainText('Sent');
  const files = [
    makeFile(folder, 'setup.exe', 48_000),
    makeFile(folder, '会议纪要 final (revised after the meeting).docx', 320_000),
    makeFile(folder, 'lecture-recording.mp4', 40 * MEGABYTE),
    makeFile(folder, 'backup.zip', 24 * MEGABYTE),
  ];
  await share(host, ...files);
  await download(ben.page, 'setup.exe');
  await card(ben.page, 'backup.zip').getByRole('button', { name: 'Download' }).click();
  await expect(card(ben.page, 'backup.zip')).toContainText(/[1-5](\.\d)? MB of 24 MB/);
  await card(ben.page, 'backup.zip').getByRole('button', { name: 'Pause' }).click();
  await card(ben.page, 'lecture-recording.mp4').getByRole('button', { name: 'Download' }).click();
  gate.allow(20 * MEGABYTE);
  await expect(card(ben.page, 'lecture-recording.mp4')).toContainText(/\d MB of 40 MB/);
  await portray(ben, 'files-cards', picture, ['small', 'large']);

  await ben.page.getByRole('button', { name: 'Transfers' }).click();
  await expect(ben.page.getByRole('complementary', { name: 'Transfers' })).toBeVisible();
  await portray(ben, 'files-transfers', picture, ['small', 'large']);

  await ben.page.getByRole('button', { name: 'Resume all' }).click();
  await expect(card(ben.page, 'backup.zip')).not.toContainText('Paused');
  gate.open();
  await expect(ben.page.getByText('All transfers are done')).toBeVisible();
  await portray(ben, 'files-summary', picture, ['small']);

  await card(ben.page, 'setup.exe').getByRole('button', { name: 'Open', exact: true }).click();
  await expect(ben.page.getByRole('alertdialog', { name: 'Open this program?' })).toBeVisible();
  await portray(ben, 'files-open-program', picture);
});

test('a picture in the conversation, one that is pasted, and files that are dragged', async ({
  twoPeers,
  folder,
  picture,
}) => {
  const { host, guest } = twoPeers;
  await sayAccepted(guest.page, 'How was it?');
  await expect(message(host.page, 'How was it?')).toBeVisible();
  const photo = await drawPicture(host.page, 1200, 750);
  await share(host, makeFile(folder, 'Sunset at the lake.png', photo));
  await expect(conversation(guest.page).getByRole('img', { name: /^Preview/ })).toBeVisible();
  await download(guest.page, 'Sunset at the lake.png');
  await portray(guest, 'files-picture', picture, ['small', 'large']);

  await pastePicture(guest.page, await drawPicture(guest.page, 800, 500));
  const dialog = guest.page.getByRole('dialog', { name: 'Send this file?' });
  await expect(dialog.getByRole('img', { name: /^Preview/ })).toBeVisible();
  await portray(guest, 'files-paste', picture, ['small']);
  await guest.page.keyboard.press('Escape');

  await dragFiles(guest.page, makeFile(folder, 'plan.pdf', 1_000));
  await expect(guest.page.getByText('Drop to send')).toBeVisible();
  await portray(guest, 'files-drop', picture, ['small']);
});

test('what could not be sent, and what the host no longer has', async ({
  launchApp,
  openTerminal,
  folder,
  picture,
}) => {
  const host = openTerminal(
    ...['host', '--port', '0', '--bind', '127.0.0.1', '--name', 'Small disk', '--nick', 'Host', '--json'],
    ...['--limit', 'spoolBytes=3000000', '--limit', 'fileBytes=2500000'],
  );
  const { tcp } = JSON.parse(await host.reads('"listening"'));
  const join = (nick: string) => launchApp({ args: [`--join=127.0.0.1:${tcp.port}`, `--nick=${nick}`] });
  const ada = await join('Ada');
  const ben = await join('Ben');
  await expect(roomTitle(ben.page, 'Small disk')).toBeVisible();
  await share(ada, makeFile(folder, 'first.zip', 2 * MEGABYTE));
  await share(ada, makeFile(folder, 'second.zip', 2.2 * MEGABYTE));
  await card(ben.page, 'first.zip').getByRole('button', { name: 'Download' }).click();
  await expect(card(ben.page, 'first.zip')).toContainText('No longer at the host');
  await sendFiles(ben, 'Files…', makeFile(folder, 'too large.iso', 2.6 * MEGABYTE));
  await expect(card(ben.page, 'too large.iso')).toContainText('larger than this room allows');
  await portray(ben, 'files-failed', picture, ['small']);
});

test('the settings for files', async ({ twoPeers, folder, picture }) => {
  const { host, guest } = twoPeers;
  await share(host, makeFile(folder, 'plan.pdf', 5_000));
  await card(guest.page, 'plan.pdf').getByRole('button', { name: 'More choices' }).click();
  await guest.page.getByRole('menuitem', { name: 'Always accept files from Ada' }).click();
  await expect(card(guest.page, 'plan.pdf')).toContainText('Received and verified');
  await guest.page.getByRole('button', { name: 'Settings' }).click();
  const settings = guest.page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('button', { name: 'Files', exact: true }).click();
  await portray(guest, 'files-settings-usual', picture);
  await answerDialog(guest.app, 'showOpenDialog', { canceled: false, filePaths: [folder] });
  await guest.page.getByRole('button', { name: 'Choose…' }).click();
  await expect(guest.page.getByRole('button', { name: 'Reset Received files go to' })).toBeVisible();
  await portray(guest, 'files-settings', picture, ['small', 'large']);
});
