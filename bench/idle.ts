import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { IDLE, IDLE_SEALED, type IdlePromise } from './promises.ts';
import type { Scenario } from './scenario.ts';
import { residentKiB } from './support/cpu-time.ts';
import { median } from './support/measure.ts';
import { startServer } from './support/servers.ts';
import { settledKiB } from './support/settled.ts';

const idleProcess = fileURLToPath(new URL('load/idle-process.ts', import.meta.url));

/** Members who come and go before. */
const FIRST_CROWD = 200;

interface IdleMeasurement {
  /** Seconds from the first connection to the last welcome. */
  readonly joinSeconds: number;
  readonly kibPerMember: number;
}

/** What members cost who say nothing. */
const idleScenario = (promise: IdlePromise): Scenario => ({
  name: promise.name,
  run: async ({ rounds, report }) => {
    const measured: IdleMeasurement[] = [];
    for (let round = 0; round < rounds; round += 1) measured.push(await measureIdle(promise));
    const memory = median(measured.map(({ kibPerMember }) => kibPerMember));
    const seconds = median(measured.map(({ joinSeconds }) => joinSeconds));
    const { name, title, memoryTarget, joinTarget } = promise;
    report(
      { name: `${name}-memory`, value: memory, target: memoryTarget, better: 'lower' },
      `${title}: ${memory.toFixed(1)} KiB each (target ${memoryTarget})`,
    );
    report(
      { name: `${name}-join`, value: seconds, target: joinTarget, better: 'lower' },
      `${title}: all in after ${seconds.toFixed(2)} s (target ${joinTarget})`,
    );
  },
});

export const IDLE_SCENARIOS: readonly Scenario[] = [IDLE, IDLE_SEALED].map(idleScenario);

/** Lets 1,000 members join at once and measures what they cost while they say nothing. */
async function measureIdle({ members, how }: IdlePromise): Promise<IdleMeasurement> {
  const server = await startServer('partyline');
  try {
    const resident = () => residentKiB(server.pid, 'own');
    // A first crowd comes and goes, so that what the engine allocates once is not counted per member.
    await crowd([server.port, FIRST_CROWD, how], async () => {});
    const before = await settledKiB(resident);
    let kibPerMember = 0;
    const joinSeconds = await crowd([server.port, members, how], async () => {
      kibPerMember = ((await settledKiB(resident)) - before) / members;
    });
    return { joinSeconds, kibPerMember };
  } finally {
    await server.stop();
  }
}

/** Joins members at a port, waits for `meanwhile`, and lets them go. @returns seconds until all were in */
function crowd(load: readonly (string | number)[], meanwhile: () => Promise<void>): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(idleProcess, load.map(String));
    child.once('error', reject);
    let joined: number | undefined;
    child.once('exit', (code) => {
      if (joined === undefined) reject(new Error(`the members ended with ${code}`));
      else resolve(joined);
    });
    child.once('message', ({ seconds }: { seconds: number }) => {
      joined = seconds;
      meanwhile().then(() => child.send('go'), reject);
    });
  });
}
