/** What the desktop is told of the rooms, and what is silent. */
import type { PartylineApi } from '../src/shared/ipc-contract.ts';
import type { Settings } from '../src/shared/settings.ts';
import { badge, clickNotice, closeWindow, lookAway, notices, trayItems, windowState } from './support/desktop.ts';
import { expect, test } from './support/fixtures.ts';
import type { Peer } from './support/launch.ts';
import { hostRoom, joinRoom, roomOf } from './support/room.ts';
import { message, roomTitle, sayAccepted } from './support/window.ts';

/** What was shown last. */
async function newest(peer: Peer): Promise<readonly [title: string, body: string] | undefined> {
  const last = (await notices(peer)).findLast(({ what }) => what === 'show');
  return last && [last.title, last.body];
}

/** How many stand there: each replaces the one before it. */
async function standing(peer: Peer): Promise<number> {
  return (await notices(peer)).reduce((count, { what }) => count + (what === 'show' ? 1 : -1), 0);
}

async function update({ page }: Peer, change: Partial<Settings>): Promise<void> {
  await page.evaluate(async (settings) => {
    const { partyline } = globalThis as unknown as { partyline: PartylineApi };
    await partyline.invoke('settings:update', settings);
  }, change);
}

/** Looks at the window again. */
async function lookHere({ app, page }: Peer): Promise<void> {
  const window = await app.browserWindow(page);
  await window.evaluate((one) => one.focus());
}

test('a message is told while one looks elsewhere, and not while one looks at its room', async ({ twoPeers }) => {
  const { host, guest } = twoPeers;
  await sayAccepted(guest.page, 'you see this');
  await expect(message(host.page, 'you see this')).toBeVisible();

  await lookAway(host);
  await sayAccepted(guest.page, 'are you there?');
  await expect.poll(() => newest(host)).toEqual(['Studio', 'Ben: are you there?']);
  expect(await notices(host)).toHaveLength(1);
  await expect.poll(() => badge(host)).toBe(1);
  await expect.poll(async () => (await trayItems(host)).map(({ label }) => label)).toContain('Studio  (1)');

  // What one says oneself is nothing new, and neither is it to others of one's windows.
  expect(await notices(guest)).toEqual([]);
  await lookHere(host);
  await expect.poll(async () => (await notices(host)).map(({ what }) => what)).toEqual(['show', 'close']);
  await expect.poll(() => badge(host)).toBe(0);
  await sayAccepted(guest.page, 'good');
  await expect(message(host.page, 'good')).toBeVisible();
  expect(await notices(host)).toHaveLength(2);
});

test('what comes quickly is one notification that counts, and a click opens the window at the room', async ({
  twoPeers,
}) => {
  const { host, guest } = twoPeers;
  await update(host, { closeToTray: 'tray' });
  await closeWindow(host);
  await expect.poll(() => windowState(host)).toEqual({ isVisible: false, isFocused: false });
  for (const text of ['one', 'two', 'three']) await sayAccepted(guest.page, text);
  await expect.poll(() => newest(host)).toEqual(['Studio · 3 new', 'Ben: three']);
  expect(await standing(host)).toBe(1);
  await expect.poll(() => badge(host)).toBe(3);

  await clickNotice(host);
  await expect.poll(() => windowState(host)).toEqual({ isVisible: true, isFocused: true });
  await expect(message(host.page, 'three')).toBeVisible();
  await expect.poll(() => badge(host)).toBe(0);
});

test('an answer in the notification is said in the room', async ({ twoPeers }) => {
  const { host, guest } = twoPeers;
  await lookAway(host);
  await sayAccepted(guest.page, 'lunch?');
  await expect.poll(() => newest(host)).toEqual(['Studio', 'Ben: lunch?']);
  await clickNotice(host, 'in five minutes');
  await expect(message(guest.page, 'in five minutes')).toHaveAccessibleName(/^Ada, /);
  expect(await windowState(host)).toEqual({ isVisible: true, isFocused: false });
});

test('nothing is told while nobody wants to be disturbed, of words that are not to be shown, or of others than oneself', async ({
  twoPeers,
}) => {
  const { host, guest } = twoPeers;
  await lookAway(host);
  await update(host, { doNotDisturb: true });
  await sayAccepted(guest.page, 'psst');
  await expect.poll(() => badge(host)).toBe(1);
  expect(await notices(host)).toEqual([]);

  await update(host, { doNotDisturb: false, notifyPreview: false, notify: 'mentions' });
  await sayAccepted(guest.page, 'nobody in particular');
  await expect.poll(() => badge(host)).toBe(2);
  await sayAccepted(guest.page, 'a secret for @Ada');
  await expect.poll(() => newest(host)).toEqual(['Studio', 'Somebody mentioned you']);
  expect(await notices(host)).toHaveLength(1);
});

test('the small sound is heard with a notification, once it is turned on', async ({ twoPeers }) => {
  const { host, guest } = twoPeers;
  await host.page.evaluate(() => {
    const start = OscillatorNode.prototype.start;
    const heard = { notes: 0 };
    Object.assign(globalThis, { heard });
    OscillatorNode.prototype.start = function (this: OscillatorNode, ...when: [number?]) {
      heard.notes += 1;
      return start.apply(this, when);
    };
  });
  const heard = () => host.page.evaluate(() => (globalThis as unknown as { heard: { notes: number } }).heard.notes);
  await lookAway(host);
  await sayAccepted(guest.page, 'silent');
  await expect.poll(() => newest(host)).toEqual(['Studio', 'Ben: silent']);
  expect(await heard()).toBe(0);
  await update(host, { sounds: true });
  await sayAccepted(guest.page, 'Ada, a sound');
  await expect.poll(heard).toBe(2);
});

test('what was missed while the window was closed for good is counted at the next start, and told in one', async ({
  twoPeers,
  launchApp,
}) => {
  const { host, guest, address } = twoPeers;
  await sayAccepted(host.page, 'before');
  await expect(message(guest.page, 'before')).toBeVisible();
  await guest.close();
  for (const text of ['missed one', 'missed two']) await sayAccepted(host.page, text);
  const dataDir = guest.dataDir.slice(guest.dataDir.lastIndexOf('/') + 1);
  const again = await launchApp({ dataDir, args: [`--join=${address}`, '--hidden'] });
  await expect.poll(() => badge(again)).toBe(2);
  await expect.poll(() => newest(again)).toEqual(['Studio · 2 new', 'Ada: missed two']);
  expect(await standing(again)).toBe(1);
});

test('in two rooms a message of the one that is not shown is told, and a click shows it', async ({ launchApp }) => {
  const { peer: ada, address } = await hostRoom(launchApp, 'Ada');
  const ben = await joinRoom(launchApp, address, 'Ben');
  const cleo = await launchApp({ args: ['--host', '--port=0', '--name=Hall', '--nick=Cleo'] });
  await expect.poll(async () => (await roomOf(cleo.page))?.room?.name).toBe('Hall');
  const hall = (await roomOf(cleo.page))?.address ?? '';
  const key = 'b'.repeat(16);
  await ben.page.evaluate(
    async ([place, port]) => {
      const { partyline } = globalThis as unknown as { partyline: PartylineApi };
      await partyline.invoke('room:join', { key: place, address: `127.0.0.1:${port}` });
    },
    [key, hall.slice(hall.lastIndexOf(':') + 1)] as const,
  );
  await expect(roomTitle(ben.page, 'Studio')).toBeVisible();
  await expect.poll(async () => (await trayItems(ben)).map(({ id }) => id)).toContain(`room-${key}`);

  await sayAccepted(ada.page, 'seen as it is said');
  await expect(message(ben.page, 'seen as it is said')).toBeVisible();
  await sayAccepted(cleo.page, 'news of the hall');
  await expect.poll(() => newest(ben)).toEqual(['Hall', 'Cleo: news of the hall']);
  expect(await notices(ben)).toHaveLength(1);
  await expect.poll(() => badge(ben)).toBe(1);

  await clickNotice(ben);
  await expect(roomTitle(ben.page, 'Hall')).toBeVisible();
  await expect(message(ben.page, 'news of the hall')).toBeVisible();
  await expect.poll(() => badge(ben)).toBe(0);

  // A muted room is told nowhere and counts nowhere.
  await ben.page.evaluate(async () => {
    const { partyline } = globalThis as unknown as { partyline: PartylineApi };
    const { places } = await partyline.invoke('app:state', undefined);
    const studio = places.find(({ name }) => name === 'Studio');
    if (studio) await partyline.invoke('places:mute', { key: studio.key, isMuted: true });
  });
  await sayAccepted(ada.page, 'a muted word, Ben');
  await sayAccepted(cleo.page, 'and one that is seen');
  await expect(message(ben.page, 'and one that is seen')).toBeVisible();
  expect((await notices(ben)).filter(({ what }) => what === 'show')).toHaveLength(1);
  expect(await badge(ben)).toBe(0);
});
