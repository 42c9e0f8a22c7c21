/** The whole app on computers whose networks the test makes: without a way out, and with one that nothing may take. */
import { office, runOn } from '../tests/support/network/looking.ts';
import { AROUND, captureOf } from '../tests/support/network/network-capture.ts';
import { type Computer, canMakeNetworks } from '../tests/support/network/network-lab.ts';
import { findTshark } from '../tests/support/programs/programs.ts';
import { releaseAll } from '../tests/support/releases.ts';
import { expect, test } from './support/fixtures.ts';
import type { LaunchOptions, Peer } from './support/launch.ts';
import { onComputer } from './support/network.ts';
import { hostByForm, message, roomsHere, roomTitle, sayAccepted, showAllRooms } from './support/window.ts';

const ROOM = 'Design review';
const canMake = canMakeNetworks();
// biome-ignore lint/suspicious/noSkippedTests: network-lab.ts says so loudly, and CI fails without it
test.skip(!canMake, 'networks of one’s own need Linux, root and iproute2');
test.describe.configure({ timeout: 120_000 });

test.afterEach(async () => {
  expect(await releaseAll(), 'everything that a test opened closes').toEqual([]);
});

/** Starts an app and awaits its list of rooms. @returns also how many milliseconds that took */
async function start(launch: (options: LaunchOptions) => Promise<Peer>, where: LaunchOptions = {}) {
  const begin = performance.now();
  const app = await launch({ args: ['--nick=Ada'], ...where });
  await expect(app.page.getByRole('heading', { name: 'Rooms here now' })).toBeVisible();
  return { app, startMs: Math.round(performance.now() - begin) };
}

/** Hosts a room, has somebody elsewhere find and join it by its name, talks with them, and joins theirs by a click. */
async function session({ page }: Peer, other: Computer): Promise<void> {
  await hostByForm(page, ROOM, 8888);
  await expect(roomTitle(page, ROOM)).toBeVisible();

  const ben = runOn(other, 'join', ROOM, '--nick', 'Ben', '--json');
  expect(await ben.firstObject()).toMatchObject({ event: 'joined', room: { name: ROOM } });
  ben.type('Is somebody here?');
  await expect(message(page, 'Is somebody here?')).toHaveAccessibleName(/^Ben, /);
  await sayAccepted(page, 'Yes!');
  await ben.findObject(({ text }) => text === 'Yes!', 'Ben hears it');

  const studio = runOn(other, 'host', '--name', 'Studio', '--nick', 'Hal', '--json', '--port', '8889');
  await showAllRooms(page);
  await roomsHere(page).getByRole('option', { name: 'Studio' }).click();
  await expect(roomTitle(page, 'Studio')).toBeVisible();
  await sayAccepted(page, 'Hello, Hal');
  await studio.findObject(({ text }) => text === 'Hello, Hal', 'Hal hears it');
}

test('on a network without a way out the app starts at once, and rooms are found, joined and talked in', async ({
  launchApp,
}, testInfo) => {
  const [one, other] = (await office(2)).computers as [Computer, Computer];
  const usual = await start(launchApp);
  await usual.app.close();
  const { app, startMs } = await start(launchApp, onComputer(one));
  const description = `${startMs} ms; on the network of this machine ${usual.startMs} ms`;
  testInfo.annotations.push({ type: 'start', description });
  // What waits for a network that is not there waits for seconds.
  expect(startMs).toBeLessThan(2 * usual.startMs + 3_000);
  await session(app, other);
});

test('nothing of a whole session of the app goes anywhere but to the network around', async ({ launchApp }) => {
  // biome-ignore lint/suspicious/noSkippedTests: programs.ts says so loudly, and CI fails without it
  test.skip(canMake && findTshark() === undefined, 'there is no tshark');
  const { lab, computers } = await office(2);
  const [one, other] = computers as [Computer, Computer];
  const router = await lab.computer();
  lab.plug(router, 'eth0', 'office', '10.0.0.254/24');
  for (const computer of computers) computer.ip('route add default via 10.0.0.254');
  const captures = [await captureOf(one, 'eth0'), await captureOf(other, 'eth0'), await captureOf(one, 'lo')];

  const { app } = await start(launchApp, onComputer(one));
  await session(app, other);
  await app.close();

  // What the kernel says by itself is no business of ours.
  const ours = '(udp or tcp) and not icmp and not icmpv6';
  const [onOne, onOther, within] = await Promise.all(captures.map((stop) => stop(ours)));
  const destinations = [...(onOne ?? []), ...(onOther ?? [])];
  expect(destinations.length).toBeGreaterThan(5);
  expect(destinations.filter(({ address }) => !AROUND.test(address))).toEqual([]);
  // A resolver on the computer itself would ask on.
  expect([...destinations, ...(within ?? [])].filter(({ port }) => port === '53')).toEqual([]);
});
