/** Pictures of what is asked when the window closes, and whether everybody can answer. */
import { clickTray, closeWindow } from '../support/desktop.ts';
import { expect, test } from '../support/fixtures.ts';
import { portray } from '../support/gallery.ts';
import { members } from '../support/window.ts';

test('what closing means to a host and to a guest, and whether a room may end', async ({ twoPeers, picture }) => {
  const { host, guest } = twoPeers;
  await expect(members(host.page)).toHaveCount(2);
  for (const [peer, screen] of [[host, 'closing-host'] as const, [guest, 'closing-guest'] as const]) {
    await closeWindow(peer);
    const question = peer.page.getByRole('alertdialog', { name: 'Close the window, or quit?' });
    await expect(question.getByRole('button', { name: 'Keep running' })).toBeFocused();
    await portray(peer, screen, picture, ['small']);
    await peer.page.keyboard.press('Escape');
    await expect(question).toBeHidden();
  }
  await clickTray(host, 'quit');
  await expect(host.page.getByRole('alertdialog', { name: 'Stop hosting and quit?' })).toBeVisible();
  await portray(host, 'quitting-host', picture);
});
