/** Who comes later, or from elsewhere, is in the same conversation. */
import { expect, test } from './support/fixtures.ts';
import { joinRoom } from './support/room.ts';
import { conversation, members, message, sayAccepted } from './support/window.ts';

test('a third who joins late sees everything that was said before', async ({ twoPeers, launchApp }) => {
  const { host, guest, address } = twoPeers;
  await sayAccepted(host.page, 'Welcome, Ben');
  await expect(conversation(host.page)).toContainText('You and Ben joined');
  await expect(conversation(guest.page)).toContainText('You and Ada joined');
  await sayAccepted(guest.page, 'Thank you, Ada');
  await sayAccepted(host.page, 'Cleo comes at noon');

  const third = await joinRoom(launchApp, address, 'Cleo');
  await expect(conversation(third.page).getByRole('article')).toContainText([
    'Welcome, Ben',
    'Thank you, Ada',
    'Cleo comes at noon',
  ]);
  await sayAccepted(third.page, 'I am early');
  for (const { page } of [host, guest]) await expect(message(page, 'I am early')).toHaveAccessibleName(/^Cleo, /);
});

test('a guest in a terminal talks with the windows', async ({ twoPeers, openTerminal }) => {
  const { host, guest, address } = twoPeers;
  await sayAccepted(host.page, 'said before');
  const terminal = openTerminal('join', address, '--nick', 'Tess');
  await terminal.reads('said before');
  await expect(members(guest.page)).toContainText(['Ada', 'Ben', 'Tess']);

  terminal.type('hello from a terminal');
  for (const { page } of [host, guest])
    await expect(message(page, 'hello from a terminal')).toHaveAccessibleName(/^Tess, /);
  await sayAccepted(guest.page, 'hello from a window');
  expect(await terminal.reads('hello from a window')).toContain('Ben');

  await terminal.interrupt();
  await expect(members(host.page)).toHaveCount(2);
  await expect(conversation(host.page)).toContainText('Tess left');
});
