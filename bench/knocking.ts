import type { Knocked, KnockTask } from './load/knock-process.ts';
import { KNOCKING } from './promises.ts';
import type { Scenario } from './scenario.ts';
import { residentKiB } from './support/cpu-time.ts';
import { LoadChild } from './support/load-child.ts';
import { type Measurement, measure, median, percentile } from './support/measure.ts';
import { type Server, startServer } from './support/servers.ts';
import { settledKiB } from './support/settled.ts';

/** How long deliveries take while somebody knocks without end, beside a quiet room, and what of it is left afterwards. */
export const KNOCKING_SCENARIO: Scenario = {
  name: KNOCKING.name,
  run: async ({ rounds, report }) => {
    const { name, title, target, memoryTarget, connections, hellos } = KNOCKING;
    const p99 = ({ latencies = [] }: Measurement) => percentile(latencies, 0.99);
    for (const [flood, task] of [
      ['connections', { connections, hellos: 0 }],
      ['hellos', { connections: 0, hellos }],
    ] as const) {
      const measured: [quiet: number, flooded: number][] = [];
      for (let round = 0; round < rounds; round += 1) {
        const quiet = await measure('partyline-usual', KNOCKING.pattern, KNOCKING.warmUp);
        const beside = (server: Server) => knockAt(server, task);
        measured.push([
          p99(quiet),
          p99(await measure('partyline-usual', KNOCKING.pattern, KNOCKING.warmUp, { beside })),
        ]);
      }
      const value = median(measured.map(([quiet, flooded]) => flooded / quiet));
      const [quiet, flooded] = [0, 1].map((index) => median(measured.map((pair) => pair[index] as number)).toFixed(2));
      report(
        { name: `${name}-${flood}`, value, target, better: 'lower' },
        `${title}, beside ${(connections * Number(flood === 'connections') + hellos * Number(flood === 'hellos')).toLocaleString('en')} ${flood}: p99 ${value.toFixed(2)} × quiet (target ${target}); ${flooded} against ${quiet} ms`,
      );
    }
    const grown = await memoryLeft();
    report(
      { name: `${name}-memory`, value: grown, target: memoryTarget, better: 'lower' },
      `a host after ${connections.toLocaleString('en')} connections and ${hellos.toLocaleString('en')} hellos: ${grown.toFixed(1)} MiB more than after the first (target ${memoryTarget})`,
    );
  },
};

/** Begins to knock. @returns what ends it: it waits until all is done */
async function knockAt({ port }: Server, task: Omit<KnockTask, 'seconds'>): Promise<() => Promise<void>> {
  const flood = await LoadChild.start('knock-process', port);
  const done = flood.ask<Knocked>({ ...task, seconds: KNOCKING.seconds });
  return async () => {
    await done;
    await flood.stop();
  };
}

/** @returns MiB by which a second flood makes the host grow: what the engine allocates once is in the first */
async function memoryLeft(): Promise<number> {
  const { connections, hellos } = KNOCKING;
  const server = await startServer('partyline-usual');
  try {
    const resident = () => residentKiB(server.pid, 'own');
    const flood = async () => {
      await (await knockAt(server, { connections, hellos }))();
      return settledKiB(resident);
    };
    const before = await flood();
    return ((await flood()) - before) / 1_024;
  } finally {
    await server.stop();
  }
}
