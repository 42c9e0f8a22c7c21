/** Brings one app into several rooms. */
import { expect, type Page } from '@playwright/test';
import type { AppFixtures } from './fixtures.ts';
import type { Peer } from './launch.ts';
import type { Terminal } from './terminal.ts';
import { hostByForm, joinByForm, roomTitle, showAllRooms } from './window.ts';

interface Hosted {
  readonly host: Terminal;
  readonly address: string;
}

/** A room in a terminal. */
export async function hostInTerminal(openTerminal: AppFixtures['openTerminal'], name: string): Promise<Hosted> {
  const host = openTerminal(
    ...['host', '--port', '0', '--bind', '127.0.0.1', '--name', name, '--nick', 'Ada', '--json'],
  );
  const { tcp } = JSON.parse(await host.reads('"listening"'));
  return { host, address: `127.0.0.1:${tcp.port}` };
}

/** The port of a room that this app hosts, as its header shows it. */
async function addressOf(page: Page): Promise<string> {
  const chip = page.getByRole('button', { name: /^Copy invite/ }).first();
  const port = /:(\d+)\D*$/.exec((await chip.textContent()) ?? '')?.[1];
  return `127.0.0.1:${port}`;
}

/** Puts an app into four rooms: Studio and Attic, which it hosts, and Workshop and Library, which it joins. */
export async function enterFour(peer: Peer, openTerminal: AppFixtures['openTerminal']) {
  const { page } = peer;
  const workshop = await hostInTerminal(openTerminal, 'Workshop');
  const library = await hostInTerminal(openTerminal, 'Library');
  await hostByForm(page, 'Studio', 0);
  await expect(roomTitle(page, 'Studio')).toBeVisible();
  const studio = await addressOf(page);
  await showAllRooms(page);
  await hostByForm(page, 'Attic', 0);
  await expect(roomTitle(page, 'Attic')).toBeVisible();
  for (const { address, name } of [
    { ...workshop, name: 'Workshop' },
    { ...library, name: 'Library' },
  ]) {
    await showAllRooms(page);
    await joinByForm(page, address);
    await expect(roomTitle(page, name)).toBeVisible();
  }
  return { workshop, library, studio };
}
