/** Files that arrive whole: sent from one window, fetched in the other, opened, shown in their folder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asked, card, download, makeFile, sendFiles, share } from './support/files.ts';
import { expect, test } from './support/fixtures.ts';

test('a file is picked, sent, fetched, opened and shown in its folder', async ({ twoPeers, folder }) => {
  const { host, guest } = twoPeers;
  const path = makeFile(folder, '年度 report 🎉.pdf', 3_000_000);
  await share(host, path);
  await expect(card(guest.page, '年度 report 🎉.pdf')).toContainText('Document · 3 MB');
  await download(guest.page, '年度 report 🎉.pdf');
  await card(guest.page, '年度 report 🎉.pdf').getByRole('button', { name: 'Show in folder' }).click();
  await card(guest.page, '年度 report 🎉.pdf').getByRole('button', { name: 'Open' }).click();
  await expect.poll(() => asked(guest, 'shell.openPath')).toHaveLength(1);
  const [opened] = await asked(guest, 'shell.openPath');
  expect(await asked(guest, 'shell.showItemInFolder')).toEqual([opened]);
  expect(readFileSync(opened as string).equals(readFileSync(path))).toBe(true);
});

test('an empty file and a folder arrive', async ({ twoPeers, folder }) => {
  const { host, guest } = twoPeers;
  await share(host, makeFile(folder, 'nothing.txt', ''));
  await download(guest.page, 'nothing.txt');
  for (const name of ['a.txt', 'deep/b.txt', 'deep/深/c.txt']) makeFile(join(folder, 'Photos'), name, 20_000);
  await sendFiles(host, 'Folder…', join(folder, 'Photos'));
  await expect(card(guest.page, 'Photos')).toContainText('Folder · 3 files · 60 kB');
  await download(guest.page, 'Photos');
  await card(guest.page, 'Photos').getByRole('button', { name: 'Show in folder' }).click();
  await expect.poll(() => asked(guest, 'shell.showItemInFolder')).toHaveLength(1);
  const [received] = await asked(guest, 'shell.showItemInFolder');
  expect(readFileSync(join(received as string, 'deep/深/c.txt'))).toHaveLength(20_000);
});
