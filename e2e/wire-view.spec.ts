/** The bytes on the wire: opened from a bubble, filtered, paused, searched, saved. */
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { conversation, message, sayAccepted, transports } from './support/window.ts';
import { chunks, frames, openWireOf, recordBytes, wire } from './support/wire.ts';

test('a bubble shows the very bytes that carried it, out and in', async ({ twoPeers }) => {
  const { page } = twoPeers.guest;
  await recordBytes(page);
  await sayAccepted(page, 'Look at me');
  await openWireOf(page, 'Look at me');
  await expect(wire(page)).toContainText('Bytes of Look at me');
  await expect(frames(page, 'say')).toHaveCount(1);
  await expect(frames(page, 'accepted')).toHaveCount(1);
  await expect(frames(page, 'event')).toHaveCount(1);
  await frames(page, 'say').click();
  const selection = wire(page).getByRole('complementary', { name: 'Selection' });
  await expect(selection).toContainText('"text": "Look at me"');
  await expect(selection.getByRole('list', { name: 'What the colours mean' })).toHaveText(/LengthHeader/);
  await expect(selection.getByRole('region', { name: 'Bytes of what is selected' })).toContainText('22 3a 22 73 61 79');

  await transports(page).udp.click();
  await expect(conversation(page).getByText('You are on UDP datagrams now')).toBeVisible();
  await sayAccepted(page, 'Over datagrams now');
  await openWireOf(page, 'Over datagrams now');
  await expect(frames(page, 'say')).toHaveCount(1);
  await expect(chunks(page).first()).toContainText(/#\d+.*stream/);
});

test('what an eavesdropper sees of it is noise, over TCP and over UDP, and of a script in clear all', async ({
  twoPeers,
}) => {
  const { host, guest, address } = twoPeers;
  const { page } = guest;
  await recordBytes(page);
  await sayAccepted(page, 'Behind a seal');
  const switched = wire(page).getByRole('button', { name: 'What an eavesdropper sees' });
  await expect(frames(page, 'say')).toHaveCount(1);
  await expect(chunks(page).filter({ hasText: 'opened' }).first()).toBeVisible();
  await switched.click();
  await expect(switched).toHaveAttribute('aria-pressed', 'true');
  await expect(frames(page, 'say')).toHaveCount(0);
  await expect(frames(page, 'sealed record').first()).toBeVisible();
  await expect(wire(page)).not.toContainText('Behind a seal');
  await chunks(page).first().click();
  const selection = wire(page).getByRole('complementary', { name: 'Selection' });
  await expect(selection.getByRole('list', { name: 'What the colours mean' })).toContainText('Sealed');

  await transports(page).udp.click();
  await expect(conversation(page).getByText('You are on UDP datagrams now')).toBeVisible();
  await sayAccepted(page, 'Sealed as datagrams');
  await expect(frames(page, 'say')).toHaveCount(0);
  await switched.click();
  await expect(frames(page, 'say').last()).toContainText('Sealed as datagrams');

  await recordBytes(host.page);
  await wire(host.page).getByRole('button', { name: 'What an eavesdropper sees' }).click();
  const script = connect(Number(address.split(':')[1]), '127.0.0.1');
  script.write('Anybody can read this\n');
  await expect(frames(host.page, 'text').filter({ hasText: 'Anybody can read this' }).first()).toBeVisible();
  script.destroy();
});

test('the host sees each member’s link, also one that is closed', async ({ threePeers }) => {
  const { host, third } = threePeers;
  await recordBytes(host.page);
  await sayAccepted(host.page, 'To everybody');
  await openWireOf(host.page, 'To everybody');
  const out = frames(host.page, 'event');
  await expect(out).toHaveCount(3);
  await third.close();
  await wire(host.page).getByRole('button', { name: 'Show everything' }).click();
  const links = wire(host.page).getByRole('combobox', { name: 'Link' });
  await expect(links.getByRole('option', { name: /^Cleo · TCP .* closed$/ })).toHaveCount(1);
  await links.selectOption({ index: 1 });
  await expect(chunks(host.page).first()).toBeVisible();
});

test('it says honestly why bytes are not there', async ({ twoPeers }) => {
  const { page } = twoPeers.guest;
  await sayAccepted(page, 'Nobody records this');
  await openWireOf(page, 'Nobody records this');
  await expect(wire(page)).toContainText('recording was off. Turn it on');
  await wire(page).getByRole('button', { name: 'Turn on recording' }).first().click();
  await expect(wire(page)).toContainText('recording began after this message');
  await sayAccepted(page, 'But this');
  await openWireOf(page, 'But this');
  await expect(frames(page, 'say')).toHaveCount(1);
});

test('filters, a pause, the keyboard and a search for bytes', async ({ twoPeers }) => {
  const { page } = twoPeers.guest;
  await recordBytes(page);
  await sayAccepted(page, 'first needle');
  await sayAccepted(page, 'second');
  await expect(frames(page, 'say')).toHaveCount(2);
  await wire(page).getByRole('combobox', { name: 'Type of frame' }).selectOption('say');
  await expect(frames(page, 'event')).toHaveCount(0);
  await wire(page).getByRole('searchbox', { name: 'Text in frames' }).fill('SECOND');
  await expect(frames(page, 'say')).toHaveCount(1);
  await wire(page).getByRole('searchbox', { name: 'Text in frames' }).fill('');
  await wire(page).getByRole('combobox', { name: 'Type of frame' }).selectOption('all');
  await wire(page).getByRole('radio', { name: 'In', exact: true }).click();
  await expect(frames(page, 'say')).toHaveCount(0);
  await wire(page).getByRole('radio', { name: 'Both' }).click();

  await wire(page).getByRole('button', { name: 'Pause the list' }).click();
  const before = await chunks(page).count();
  await sayAccepted(page, 'while it is paused');
  await expect(chunks(page)).toHaveCount(before);
  await wire(page).getByRole('button', { name: 'Go on' }).click();
  await expect(frames(page, 'say')).toHaveCount(3);

  const search = wire(page).getByRole('searchbox', { name: 'Search bytes' });
  await search.fill('needle');
  await expect(wire(page)).toContainText('1 of 2');
  await expect(wire(page).locator('[data-hit]').first()).toBeVisible();
  await wire(page).getByRole('checkbox', { name: 'Hex' }).check();
  await expect(wire(page)).toContainText('Not hex');
  await search.fill('6e 65 65 64 6c 65');
  await expect(wire(page)).toContainText('1 of 2');

  const list = wire(page).getByRole('listbox');
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(list.getByRole('option', { selected: true })).toHaveCount(1);
});

/** Has the next question for a file answered with a path. */
async function answerSave(page: Page, evaluate: (path: string) => Promise<unknown>, path: string, format: string) {
  await evaluate(path);
  await wire(page).getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: format }).click();
  await expect(wire(page)).toContainText(`Saved as ${path}`);
}

test('what is shown is saved as JSON lines and as a capture', async ({ twoPeers, folder }) => {
  const { app, page } = twoPeers.guest;
  await recordBytes(page);
  await sayAccepted(page, 'to be saved');
  await expect(frames(page, 'say')).toHaveCount(1);
  const answer = (path: string) =>
    app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
  const lines = join(folder, 'wire.jsonl');
  await answerSave(page, answer, lines, 'JSON Lines');
  const objects = (await readFile(lines, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const said = objects.find(({ frames: [first] }) => first?.type === 'say');
  expect(said).toMatchObject({ direction: 'out', transport: 'tcp', frames: [{ header: { text: 'to be saved' } }] });
  const capture = join(folder, 'wire.pcapng');
  await answerSave(page, answer, capture, 'Wireshark');
  expect((await readFile(capture)).subarray(0, 4).toString('hex')).toBe('0a0d0d0a');
  await expect(message(page, 'to be saved')).toBeVisible();
});
