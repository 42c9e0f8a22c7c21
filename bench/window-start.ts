import type { Page } from '@playwright/test';
import { launchPeer } from '../e2e/support/launch.ts';
import type { PartylineApi } from '../src/shared/ipc-contract.ts';
import { atEnd, releaseAll, temporaryFolder } from '../tests/support/releases.ts';
import { electronExecutable } from '../tools/electron-standin/executable.ts';
import { WINDOW } from './promises.ts';
import type { Scenario } from './scenario.ts';
import { median } from './support/measure.ts';
import { type LongRooms, longRooms } from './support/ten-rooms.ts';

interface Start {
  /** From the start of the process until the room shown last is drawn and one can write in it. */
  readonly usableMs: number;
  /** Until all rooms are connected. */
  readonly onlineMs: number;
}

/** How soon one can write after a start with ten long rooms, beside a start of the same app with none. */
export const WINDOW_START_SCENARIO: Scenario = {
  name: WINDOW.start.name,
  run: async ({ rounds, isQuick, report }) => {
    const { name, title, rooms, target, moreTarget } = WINDOW.start;
    try {
      const messages = isQuick ? WINDOW.quickMessages : WINDOW.messages;
      const long = await longRooms(rooms, messages);
      const starts: Start[] = [];
      const bare: number[] = [];
      for (let round = 0; round < (isQuick ? 1 : rounds); round += 1) {
        bare.push(await bareStart());
        starts.push(await start(long));
      }
      const usable = median(starts.map(({ usableMs }) => usableMs));
      const online = median(starts.map(({ onlineMs }) => onlineMs));
      const empty = median(bare);
      report(
        { name, value: usable, target, better: 'lower' },
        `${title}, ${messages} messages each (${electronExecutable().kind}): usable after ${usable.toFixed(0)} ms (target ${target}), all connected after ${online.toFixed(0)} ms`,
      );
      report(
        { name: `${name}-more`, value: usable - empty, target: moreTarget, better: 'lower' },
        `${title}: ${(usable - empty).toFixed(0)} ms more (target ${moreTarget}) than the ${empty.toFixed(0)} ms without any room`,
      );
    } finally {
      await releaseAll();
    }
  },
};

async function start({ dataDir, rooms }: LongRooms): Promise<Start> {
  const begun = Date.now();
  const peer = await launchPeer(dataDir, { size: WINDOW.size });
  atEnd(() => peer.close());
  // The one that was joined last is shown.
  const usableMs = (await drawnAt(peer.page, 'textarea', rooms.at(-1)?.newest)) - begun;
  const onlineMs = (await allOnline(peer.page, rooms.length)) - begun;
  await peer.close();
  return { usableMs, onlineMs };
}

/** Milliseconds until the first screen of an app that knows no room is drawn. */
async function bareStart(): Promise<number> {
  const begun = Date.now();
  const peer = await launchPeer(temporaryFolder(), { args: ['--nick=Ada'], size: WINDOW.size });
  atEnd(() => peer.close());
  const drawn = await drawnAt(peer.page, 'input', undefined);
  await peer.close();
  return drawn - begun;
}

/** Waits for a field to write in, and for the newest message. @returns when both were on the screen, as `Date.now()` has it */
async function drawnAt(page: Page, field: string, newest: string | undefined): Promise<number> {
  const drawn = await page.waitForFunction(
    ([selector, text]) => {
      const isThere =
        document.querySelector(selector ?? '') !== null &&
        (text === undefined || document.querySelector('[role=log]')?.textContent?.includes(text));
      return isThere ? Date.now() : undefined;
    },
    [field, newest] as const,
  );
  return (await drawn.jsonValue()) as number;
}

/** Waits until all rooms are connected. @returns when they were */
async function allOnline(page: Page, rooms: number): Promise<number> {
  const online = await page.waitForFunction(async (count) => {
    const { partyline } = globalThis as unknown as { partyline: PartylineApi };
    const { places } = await partyline.invoke('app:state', undefined);
    return places.filter(({ connection }) => connection.state === 'online').length === count ? Date.now() : undefined;
  }, rooms);
  return (await online.jsonValue()) as number;
}
