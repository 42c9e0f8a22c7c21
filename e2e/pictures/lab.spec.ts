/** Pictures of the practice lab (`test-results/pictures`), in every look; axe finds nothing in any. */
import { expect, test } from '../support/fixtures.ts';
import { portray } from '../support/gallery.ts';
import { openLab, runRecipe, sendText, sockets, startClient, startServer, traffic } from '../support/lab.ts';
import { freePort } from '../support/ports.ts';
import { RawSocket } from '../support/raw-socket.ts';

test('the gallery and the forms', async ({ launchApp, openStranger, picture }) => {
  const taken = await openStranger(() => {});
  const peer = await launchApp({ args: ['--nick=Ada'] });
  const { page } = peer;
  await openLab(page);
  await portray(peer, 'lab-gallery', picture, ['small', 'large']);

  await sockets(page).getByRole('button', { name: 'New server' }).click();
  await page.getByRole('radio', { name: /^Sticky/ }).check();
  await page.getByRole('textbox', { name: 'Port' }).fill(String(taken.port));
  await page.getByRole('button', { name: 'Start server' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await portray(peer, 'lab-new-server', picture, ['small', 'large']);
  await page.getByRole('radio', { name: /^Command/ }).check();
  await page.getByRole('textbox', { name: 'Program, by name or path' }).fill('ipconfig');
  await page.getByRole('button', { name: 'Allow', exact: true }).click();
  await page.getByRole('combobox', { name: 'Listen on' }).selectOption('');
  await portray(peer, 'lab-command', picture, ['small']);
  await page.getByRole('textbox', { name: 'Port' }).fill('0');
  await page.getByRole('button', { name: 'Start server' }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await portray(peer, 'lab-outside', picture);
  await page.keyboard.press('Escape');

  await sockets(page).getByRole('button', { name: 'New client' }).click();
  await portray(peer, 'lab-new-client', picture, ['small']);
});

test('a server, its client and a conversation', async ({ launchApp, picture }) => {
  const peer = await launchApp({ args: ['--nick=Ada'] });
  const { page } = peer;
  await openLab(page);
  const port = await freePort();
  await startServer(page, { habit: 'Upper case', port });
  await portray(peer, 'lab-server-empty', picture, ['small']);
  const script = await RawSocket.connect(port);
  script.send('hello from a script\r\n');
  await script.reads('HELLO FROM A SCRIPT\r\n');
  await startClient(page, 'TCP', port);
  await sendText(page, 'zaima? 在吗？');
  await expect(traffic(page)).toContainText('ZAIMA');
  await page.getByRole('combobox', { name: 'Encoding of what is sent' }).selectOption('hex');
  await sendText(page, '00 01 61 ff');
  await page.getByRole('radio', { name: 'Several sends' }).click();
  await expect(traffic(page)).toContainText('A·');
  await portray(peer, 'lab-client', picture, ['small', 'large']);
  await page.getByRole('radio', { name: 'Hex', exact: true }).click();
  await page.getByRole('radio', { name: 'File', exact: true }).click();
  await portray(peer, 'lab-client-hex', picture, ['small']);
  await sockets(page)
    .getByRole('button', { name: /Upper case/ })
    .click();
  script.close();
  await expect(page.getByRole('tab', { name: /^Closed by the other side/ })).toBeVisible();
  await page.getByRole('radio', { name: 'Text', exact: true }).click();
  await page.getByRole('tab', { name: /^Closed by the other side/ }).click();
  await portray(peer, 'lab-server', picture, ['small', 'large']);

  const talkPort = await freePort();
  await startServer(page, { habit: 'Talk', port: talkPort });
  const ben = await RawSocket.connect(talkPort);
  ben.send('zaima?');
  const cleo = await RawSocket.connect(talkPort);
  cleo.send('你好，有人吗？');
  await expect(page.getByRole('tab', { name: /waits for an answer$/ })).toHaveCount(2);
  await page.getByRole('tab', { name: /^Open/ }).first().click();
  await page.getByRole('textbox', { name: /^Answer to/ }).fill('Yes, I am here.');
  await portray(peer, 'lab-talk', picture, ['small', 'large']);
  ben.close();
  cleo.close();

  await page.getByRole('button', { name: 'Impair', exact: true }).click();
  await page.getByRole('combobox', { name: 'Preset' }).selectOption({ label: 'Stream in crumbs' });
  await expect(page.locator('header').getByRole('button', { name: /4 B/ })).toBeVisible();
  await portray(peer, 'lab-impaired', picture, ['small']);
});

test('a recipe, live and in Python', async ({ launchApp, picture }) => {
  const peer = await launchApp({ args: ['--nick=Ada'] });
  const { page } = peer;
  await openLab(page);
  await page.getByRole('button', { name: /^The client crashes/ }).click();
  await portray(peer, 'lab-recipe-before', picture, ['small']);
  await page.getByRole('button', { name: 'All recipes' }).click();
  await runRecipe(page, 'The length header');
  await portray(peer, 'lab-recipe', picture, ['small', 'large']);
  await page.getByRole('radio', { name: 'Python' }).click();
  await portray(peer, 'lab-recipe-python', picture, ['small']);
});
