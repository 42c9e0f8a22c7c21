/** A computer that slept: its links are looked at when it wakes, not when they have been silent for long. */
import { expect, test } from './support/fixtures.ts';
import { hostRoom, joinRoom } from './support/room.ts';
import { sayAccepted } from './support/window.ts';

test('a link that died in the sleep is found out when the computer wakes up', async ({ launchApp, openRelay }) => {
  const { address } = await hostRoom(launchApp, 'Ada');
  const relay = await openRelay(address, 'passed');
  const guest = await joinRoom(launchApp, relay.address, 'Ben');
  await guest.page.getByRole('radio', { name: 'UDP datagrams' }).click();
  await sayAccepted(guest.page, 'good night');
  const connection = guest.page.getByRole('region', { name: 'Connection' });

  relay.swallow();
  await guest.app.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('suspend');
    powerMonitor.emit('resume');
  });
  // Without the question at once the silence would have to last three heartbeats: 45 s.
  await expect(connection).toBeVisible({ timeout: 15_000 });
});
