/** A message that the host refuses for good. */
import { expect, test } from './support/fixtures.ts';
import { conversation, delivery, message, say, sayAccepted } from './support/window.ts';

test('a refused message stays, says why, and is retried or thrown away', async ({ launchApp, openTerminal }) => {
  // A host may allow less than the app knows of.
  const host = openTerminal(
    ...['host', '--port', '0', '--bind', '127.0.0.1', '--name', 'Short room', '--nick', 'Ada', '--json'],
    ...['--limit', 'messageLength=20'],
  );
  const { tcp } = JSON.parse(await host.reads('"listening"'));
  const { page } = await launchApp({ args: [`--join=127.0.0.1:${tcp.port}`, '--nick=Ben'] });
  await sayAccepted(page, 'short enough');
  await say(page, 'this one is longer than the room takes');
  const failed = message(page, 'this one is longer');
  await expect(delivery(page, 'this one is longer', 'failed')).toBeVisible();
  await expect(failed).toContainText('The message is longer than the room allows.');

  await failed.getByRole('button', { name: 'Retry' }).click();
  await expect(delivery(page, 'this one is longer', 'failed')).toBeVisible();
  await failed.getByRole('button', { name: 'Discard' }).click();
  await expect(failed).toBeHidden();
  await sayAccepted(page, 'and on we go');
  await expect(conversation(page).getByRole('article')).toHaveCount(2);
});
