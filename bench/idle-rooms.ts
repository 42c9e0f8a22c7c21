import { setTimeout as pause } from 'node:timers/promises';
import { office } from '../tests/support/network/looking.ts';
import { type Computer, canMakeNetworks } from '../tests/support/network/network-lab.ts';
import { atEnd, releaseAll, temporaryFolder } from '../tests/support/releases.ts';
import { IDLE_ROOMS } from './promises.ts';
import type { Scenario } from './scenario.ts';
import { cpuMicroseconds, residentKiB } from './support/cpu-time.ts';
import { LoadChild } from './support/load-child.ts';
import { trafficOf, trafficSince } from './support/traffic.ts';

interface IdleRooms {
  readonly cpuMsPerMinute: number;
  readonly packetsPerMinute: number;
  readonly bytesPerMinute: number;
  readonly residentMiB: number;
}

/**
 * What a person costs who is in five rooms in which nobody says anything: two hosted here, three on another computer. It
 * is the engine of the app's main process with discovery, in plain Node: no window, and none of what Electron itself costs.
 */
export const IDLE_ROOMS_SCENARIO: Scenario = {
  name: IDLE_ROOMS.name,
  run: async ({ isQuick, report, skip }) => {
    const { name, title, cpuTarget, packetsTarget, memoryTarget } = IDLE_ROOMS;
    if (!canMakeNetworks()) return skip(`${name}: networks of one's own can't be made here`);
    const measured = await measureIdleRooms(isQuick ? IDLE_ROOMS.quickSeconds : IDLE_ROOMS.seconds);
    const { cpuMsPerMinute, packetsPerMinute, bytesPerMinute, residentMiB } = measured;
    report(
      { name: `${name}-cpu`, value: cpuMsPerMinute, target: cpuTarget, better: 'lower' },
      `${title}: ${cpuMsPerMinute.toFixed(0)} ms of CPU a minute (target ${cpuTarget})`,
    );
    report(
      { name: `${name}-packets`, value: packetsPerMinute, target: packetsTarget, better: 'lower' },
      `${title}: ${packetsPerMinute.toFixed(0)} packets a minute, sent and got (target ${packetsTarget}), ${bytesPerMinute.toFixed(0)} bytes`,
    );
    report(
      { name: `${name}-memory`, value: residentMiB, target: memoryTarget, better: 'lower' },
      `${title}: ${residentMiB.toFixed(0)} MiB resident (target ${memoryTarget})`,
    );
  },
};

async function measureIdleRooms(seconds: number): Promise<IdleRooms> {
  try {
    const { computers } = await office(2);
    const [one, other] = computers as [Computer, Computer];
    const ada = await personOn(one, 'Ada');
    const ben = await personOn(other, 'Ben');
    const ours = await ada.ask<readonly string[]>({ host: { bind: '', rooms: quiet('Studio', 'Attic') } });
    const theirs = await ben.ask<readonly string[]>({
      host: { bind: '', rooms: quiet('Workshop', 'Library', 'Yard') },
    });
    await ada.ask({ join: theirs });
    await ben.ask({ join: ours });
    await pause(IDLE_ROOMS.settleMs);
    const pid = ada.pid as number;
    const begin = { cpu: cpuMicroseconds(pid), traffic: trafficOf(one), at: performance.now() };
    await pause(seconds * 1_000);
    const minutes = (performance.now() - begin.at) / 60_000;
    const { packets, bytes } = trafficSince(begin.traffic, one);
    return {
      cpuMsPerMinute: (cpuMicroseconds(pid) - begin.cpu) / 1_000 / minutes,
      packetsPerMinute: packets / minutes,
      bytesPerMinute: bytes / minutes,
      residentMiB: residentKiB(pid, 'all') / 1_024,
    };
  } finally {
    await releaseAll();
  }
}

function quiet(...names: readonly string[]) {
  return names.map((name) => ({ name, messages: 0 }));
}

async function personOn(computer: Computer, nick: string): Promise<LoadChild> {
  const person = await LoadChild.startOn(computer, 'person-process', temporaryFolder(), nick);
  atEnd(async () => {
    await person.ask({ quit: true });
    await person.stop();
  });
  return person;
}
