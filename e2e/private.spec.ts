/** Words for one person, in three windows: two who talk alone, and the host, who sees nothing of it. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answerDialog } from './support/files.ts';
import { expect, test } from './support/fixtures.ts';
import { privateField, privateMessage, privateRows, sayPrivately, writePrivately } from './support/private.ts';
import { RawSocket } from './support/raw-socket.ts';
import { hostRoom, joinRoom } from './support/room.ts';
import { conversation, members, message, place, sayAccepted } from './support/window.ts';

const SECRET = 'meet me behind the old library at nine';

/** Everything that lies in a folder. */
async function bytesIn(folder: string): Promise<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Buffer.concat(await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name)))));
}

test('two talk alone, answer and react, and the third, who hosts the room, sees and keeps nothing of it', async ({
  launchApp,
}) => {
  const { peer: ada, address } = await hostRoom(launchApp, 'Ada');
  const [ben, cleo] = [await joinRoom(launchApp, address, 'Ben'), await joinRoom(launchApp, address, 'Cleo')];
  await sayAccepted(ben.page, 'Hello everybody');

  await writePrivately(ben.page, 'Cleo');
  await expect(ben.page.getByText('Only Cleo and you')).toBeVisible();
  await sayPrivately(ben.page, SECRET);

  // Cleo has it under the room, unread, and answers with the keyboard alone.
  await expect(privateRows(cleo.page)).toHaveAccessibleName(/Private with Ben, in Studio, 1 unread/);
  await expect(message(cleo.page, SECRET)).toHaveCount(0);
  await place(cleo.page, 'Studio').focus();
  await cleo.page.keyboard.press('ArrowDown');
  await cleo.page.keyboard.press('Enter');
  await expect(privateMessage(cleo.page, SECRET)).toHaveAccessibleName(/^Ben, /);
  await expect(privateRows(cleo.page)).not.toHaveAccessibleName(/unread/);
  await privateMessage(cleo.page, SECRET).getByRole('button', { name: 'Answer this message' }).press('Enter');
  await sayPrivately(cleo.page, 'I will be there');
  await expect(privateMessage(ben.page, 'I will be there')).toContainText(SECRET);
  await privateMessage(ben.page, 'I will be there').getByRole('button', { name: 'React' }).click();
  await ben.page.getByRole('menuitem', { name: '🎉' }).click();
  await expect(cleo.page.getByRole('button', { name: '🎉 by Ben' })).toBeVisible();

  // A file, which the host keeps as noise.
  const path = join(ben.dataDir, 'plan.txt');
  await writeFile(path, `${SECRET}, says the plan`);
  await answerDialog(ben.app, 'showOpenDialog', { canceled: false, filePaths: [path] });
  await ben.page.getByRole('button', { name: 'Send a file to Cleo alone' }).click();
  await privateMessage(cleo.page, 'plan.txt').getByRole('button', { name: 'Save plan.txt' }).click();
  const saved = privateMessage(cleo.page, 'plan.txt').getByRole('status');
  await expect(saved).toContainText('Saved: ');
  const to = (await saved.textContent())?.replace('Saved: ', '') ?? '';
  expect(await readFile(to, 'utf8')).toBe(`${SECRET}, says the plan`);

  // The room goes on beside it, with a draft left where it belongs.
  await privateField(ben.page).fill('and bring');
  await place(ben.page, 'Studio').click();
  await expect(message(ben.page, 'Hello everybody')).toBeVisible();
  await sayAccepted(ben.page, 'That is all');
  await expect(message(ada.page, 'That is all')).toBeVisible();
  await expect(conversation(ada.page)).not.toContainText(SECRET);
  await expect(privateRows(ada.page)).toHaveCount(0);
  expect((await bytesIn(ada.dataDir)).includes(SECRET)).toBe(false);
  await privateRows(ben.page).click();
  await expect(privateField(ben.page)).toHaveValue('and bring');

  // Whoever came with a script can't be written to, and the card says why.
  await place(ben.page, 'Studio').click();
  const script = await RawSocket.connect(Number(address.split(':')[1]));
  script.send('hello from a script\n');
  await expect(message(ben.page, 'hello from a script')).toBeVisible();
  await members(ben.page)
    .getByRole('button', { name: /^About guest/ })
    .click();
  await expect(ben.page.getByRole('dialog')).toContainText('nothing can be sealed for them');
  script.close();
});
