import type { Page } from '@playwright/test';
import { launchPeer } from '../e2e/support/launch.ts';
import { place } from '../e2e/support/window.ts';
import { atEnd, releaseAll } from '../tests/support/releases.ts';
import { electronExecutable } from '../tools/electron-standin/executable.ts';
import { WINDOW } from './promises.ts';
import type { Scenario } from './scenario.ts';
import { percentile } from './support/measure.ts';
import { type LongRoom, longRooms } from './support/ten-rooms.ts';

/** How long it takes from a click on a room in the sidebar until its conversation is painted. */
export const SWITCHING_SCENARIO: Scenario = {
  name: WINDOW.switching.name,
  run: async ({ isQuick, report }) => {
    const { name, title, switches, target, p95Target } = WINDOW.switching;
    try {
      const messages = isQuick ? WINDOW.quickMessages : WINDOW.messages;
      const times = await measureSwitches(switches, messages);
      const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
      report(
        { name, value: p50, target, better: 'lower' },
        `${title}, ${switches} times, ${messages} messages each (${electronExecutable().kind}): p50 ${p50.toFixed(1)} ms (target ${target})`,
      );
      report(
        { name: `${name}-p95`, value: p95, target: p95Target, better: 'lower' },
        `${title}: p95 ${p95.toFixed(1)} ms (target ${p95Target})`,
      );
    } finally {
      await releaseAll();
    }
  },
};

/** @returns milliseconds of each, ascending */
async function measureSwitches(switches: number, messages: number): Promise<readonly number[]> {
  const { dataDir, rooms } = await longRooms(2, messages);
  const { page, close } = await launchPeer(dataDir, { size: WINDOW.size });
  atEnd(close);
  // Both are open in the window once they were shown: what a first look costs is no switch.
  for (const room of rooms) await switchTo(page, room);
  const times: number[] = [];
  for (let number = 0; number < switches; number += 1) {
    times.push(await switchTo(page, rooms[number % rooms.length] as LongRoom));
  }
  return times.sort((one, other) => one - other);
}

/** Clicks on a room. @returns milliseconds by the page's clock from the click until the frame with its newest message is painted */
async function switchTo(page: Page, { name, newest }: LongRoom): Promise<number> {
  await place(page, name).waitFor();
  const painted = page.evaluate(
    ([title, text]) =>
      new Promise<number>((resolve) => {
        const isShown = () =>
          document.title.startsWith(title) && document.querySelector('[role=log]')?.textContent?.includes(text);
        const begin = ({ timeStamp }: Event) => {
          const look = () =>
            requestAnimationFrame(() => {
              if (!isShown()) return look();
              // A message comes after the frame that was just prepared.
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => resolve(performance.now() - timeStamp);
              port2.postMessage(undefined);
            });
          look();
        };
        addEventListener('click', begin, { once: true, capture: true });
      }),
    [name, newest] as const,
  );
  await place(page, name).click();
  return painted;
}
