/** Files that are dropped on the conversation, and pictures from the clipboard. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asked, card, download, dragFiles, drawPicture, makeFile, pastePicture } from './support/files.ts';
import { expect, test } from './support/fixtures.ts';
import { conversation, say, sayAccepted } from './support/window.ts';

test('files and a folder are dropped on the conversation and go to everybody', async ({ twoPeers, folder }) => {
  const { host, guest } = twoPeers;
  await sayAccepted(host.page, 'Here they come');
  const report = makeFile(folder, 'the report.pdf', 200_000);
  for (const name of ['one.txt', 'deep/two.txt']) makeFile(join(folder, 'Notes'), name, 5_000);
  const drop = await dragFiles(host.page, report, join(folder, 'Notes'));
  await expect(host.page.getByText('Drop to send')).toBeVisible();
  await drop();
  await expect(host.page.getByText('Drop to send')).toBeHidden();
  for (const name of ['the report.pdf', 'Notes']) {
    await expect(card(host.page, name)).toContainText('Sent');
    await download(guest.page, name);
  }
  await card(guest.page, 'Notes').getByRole('button', { name: 'Show in folder' }).click();
  await expect.poll(() => asked(guest, 'shell.showItemInFolder')).toHaveLength(1);
  const [received] = await asked(guest, 'shell.showItemInFolder');
  expect(readFileSync(join(received as string, 'deep', 'two.txt'))).toHaveLength(5_000);
});

test('a picture is pasted after a question, and everybody sees it before they fetch it', async ({ twoPeers }) => {
  const { host, guest } = twoPeers;
  await sayAccepted(host.page, 'Look');
  await pastePicture(host.page, await drawPicture(host.page, 640, 400));
  const question = host.page.getByRole('dialog', { name: 'Send this file?' });
  await expect(question.getByRole('img', { name: /^Preview of Picture/ })).toBeVisible();
  await host.page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(conversation(host.page).getByRole('region')).toHaveCount(0);

  await pastePicture(host.page, await drawPicture(host.page, 640, 400));
  await question.getByRole('button', { name: 'Send' }).click();
  await expect(
    conversation(host.page).getByRole('region', { name: /^Picture: Picture [-0-9. ]+\.png$/ }),
  ).toContainText('Sent');
  await expect(conversation(guest.page).getByRole('img', { name: /^Preview of Picture/ })).toBeVisible();
  await expect(conversation(guest.page).getByRole('button', { name: 'Download' })).toBeVisible();
});

test('a text that is pasted stays a text', async ({ twoPeers }) => {
  const { page } = twoPeers.host;
  await say(page, 'before');
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'hello');
    clipboardData.items.add(new File(['x'], 'image.png', { type: 'image/png' }));
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
