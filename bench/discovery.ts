import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { LOOKING, office } from '../tests/support/network/looking.ts';
import { type Computer, canMakeNetworks } from '../tests/support/network/network-lab.ts';
import { PEERS } from '../tests/support/programs/peer-process.ts';
import { atEnd, releaseAll } from '../tests/support/releases.ts';
import { DISCOVERY } from './promises.ts';
import type { Scenario } from './scenario.ts';
import { LoadChild } from './support/load-child.ts';
import { median } from './support/measure.ts';
import { type Traffic, trafficOf, trafficSince } from './support/traffic.ts';

interface Look extends Traffic {
  /** From the beginning until the last room was in the list. */
  readonly ms: number;
}

/** How soon somebody who begins to look knows of all rooms on another computer, and what that takes of the network. */
export const DISCOVERY_SCENARIO: Scenario = {
  name: DISCOVERY.name,
  run: async ({ rounds, isQuick, report, skip }) => {
    if (!canMakeNetworks()) return skip(`${DISCOVERY.name}: networks of one's own can't be made here`);
    for (const { rooms, target } of DISCOVERY.lists) {
      const looks = await looksFor(rooms, isQuick ? 1 : rounds);
      const ms = median(looks.map((look) => look.ms));
      const packets = median(looks.map((look) => look.packets));
      const bytes = median(looks.map((look) => look.bytes));
      report(
        { name: `${DISCOVERY.name}-${rooms}`, value: ms, target, better: 'lower' },
        `a list of ${rooms}: complete after ${ms.toFixed(0)} ms (target ${target}), ${packets} packets, ${bytes} bytes meanwhile`,
      );
    }
  },
};

/** Two computers and one cable: one announces, somebody on the other looks, each time anew. */
async function looksFor(rooms: number, times: number): Promise<readonly Look[]> {
  try {
    const { computers } = await office(2);
    const [one, other] = computers as [Computer, Computer];
    await announce(one, rooms);
    const looks: Look[] = [];
    for (let time = 0; time < times; time += 1) {
      const somebody = await LoadChild.startOn(other, 'look-process');
      const before = trafficOf(other);
      const ms = await somebody.ask<number>({ rooms });
      looks.push({ ms, ...trafficSince(before, other) });
      await somebody.stop();
    }
    return looks;
  } finally {
    await releaseAll();
  }
}

/** Announces so many rooms, and waits until what is told of new rooms has been told. */
async function announce({ wrapper }: Computer, rooms: number): Promise<void> {
  const [program = '', ...words] = [...wrapper, process.execPath, join(PEERS, 'many-rooms.ts'), String(rooms)];
  const announcers = spawn(program, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...LOOKING },
  });
  atEnd(async () => {
    announcers.kill('SIGKILL');
    await once(announcers, 'close');
  });
  await once(announcers.stdout, 'data');
  await pause(DISCOVERY.settleMs);
}
