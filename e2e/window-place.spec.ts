/** The window itself: where it is, how large it draws, whether it starts at login. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PartylineApi } from '../src/shared/ipc-contract.ts';
import type { Settings } from '../src/shared/settings.ts';
import { bounds, clickMenu, plugDisplays } from './support/desktop.ts';
import { expect, test } from './support/fixtures.ts';
import type { Peer } from './support/launch.ts';

const LAPTOP = '0,0,1280,800';
const BOTH = `${LAPTOP};1280,0,1920,1080`;
const ON_DESK = { x: 1500, y: 100, width: 1000, height: 700 };
const ON_LAPTOP = { x: 60, y: 40, width: 800, height: 600 };

async function place({ app, page }: Peer, to: typeof ON_DESK): Promise<void> {
  const window = await app.browserWindow(page);
  await window.evaluate((one, wanted) => one.setBounds(wanted), to);
}

/** What is written down; a window is once it stood still for a moment. */
function kept({ dataDir }: Peer): string {
  const path = join(dataDir, 'window.json');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function update(page: Peer['page'], change: Partial<Settings>): Promise<unknown> {
  return page.evaluate((settings) => {
    const { partyline } = globalThis as unknown as { partyline: PartylineApi };
    return partyline.invoke('settings:update', settings);
  }, change);
}

test('a window is where it was with these displays, after a restart and when they come and go', async ({
  launchApp,
}) => {
  const start = (displays: string) =>
    launchApp({ dataDir: 'ada', args: ['--nick=Ada'], env: { ELECTRON_STANDIN_DISPLAYS: displays } });
  const first = await start(BOTH);
  await place(first, ON_DESK);
  await expect.poll(() => kept(first)).toContain('"x":1500');
  await first.close();

  // The desk's display is not there: in sight, on the laptop's.
  const away = await start(LAPTOP);
  expect(await bounds(away)).toEqual({ x: 280, y: 100, width: 1000, height: 700 });
  await place(away, ON_LAPTOP);
  await expect.poll(() => kept(away)).toContain('"x":60');
  await away.close();

  const back = await start(BOTH);
  expect(await bounds(back)).toEqual(ON_DESK);
  await plugDisplays(back, LAPTOP);
  await expect.poll(() => bounds(back)).toEqual(ON_LAPTOP);
  await plugDisplays(back, BOTH);
  await expect.poll(() => bounds(back)).toEqual(ON_DESK);
});

test('zoom and text size change at once and are there after a restart', async ({ launchApp }) => {
  const first = await launchApp({ dataDir: 'ada', args: ['--nick=Ada'], size: { width: 1100, height: 700 } });
  const width = (page: Peer['page']) => page.evaluate(() => innerWidth);
  for (const id of ['zoom-in', 'zoom-in']) await clickMenu(first, id);
  await expect.poll(() => width(first.page)).toBe(880);
  await clickMenu(first, 'zoom-out');
  await expect.poll(() => width(first.page)).toBe(1000);
  const size = (page: Peer['page']) => page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
  expect(await size(first.page)).toBe('16px');
  await update(first.page, { textSize: 'largest' });
  await expect.poll(() => size(first.page)).toBe('20.8px');
  await expect.poll(() => kept(first)).toContain('"width":1100');
  await first.close();

  const again = await launchApp({ dataDir: 'ada' });
  await expect.poll(() => width(again.page)).toBe(1000);
  expect(await size(again.page)).toBe('20.8px');
  await clickMenu(again, 'zoom-reset');
  await expect.poll(() => width(again.page)).toBe(1100);
});

// Elsewhere the system keeps it.
if (process.platform === 'linux') {
  test('launch at login writes what the system starts, and takes it away again', async ({ launchApp, folder }) => {
    const config = join(folder, 'config');
    const { page, dataDir } = await launchApp({ args: ['--nick=Ada'], env: { XDG_CONFIG_HOME: config } });
    await update(page, { launchAtLogin: true });
    const entries = () => (existsSync(join(config, 'autostart')) ? readdirSync(join(config, 'autostart')) : []);
    await expect.poll(entries).toHaveLength(1);
    const entry = readFileSync(join(config, 'autostart', entries()[0] as string), 'utf8');
    expect(entry).toContain(`"--user-data-dir=${dataDir}" "--hidden"\n`);
    await update(page, { launchAtLogin: false });
    await expect.poll(entries).toHaveLength(0);
  });
}
