import { FOREIGN_IDLE } from './foreign-promises.ts';
import type { Given } from './scenario.ts';
import { residentKiB } from './support/cpu-time.ts';
import { type ForeignLoad, type ForeignServer, Lines } from './support/foreign-load.ts';
import { median } from './support/measure.ts';
import { startServer } from './support/servers.ts';
import { settledKiB } from './support/settled.ts';

/** What a server's memory grew by for each member that joined and says nothing. */
async function growth(kind: ForeignServer, load: ForeignLoad): Promise<number> {
  const { members } = FOREIGN_IDLE;
  const server = await startServer(kind);
  try {
    const all = () => residentKiB(server.pid, 'all');
    const before = await settledKiB(all);
    const crowd = load.start(kind, server.port, members, 'idle');
    await new Lines(crowd).next();
    const growth = (await settledKiB(all)) - before;
    crowd.stdin?.end();
    return growth / members;
  } finally {
    await server.stop();
  }
}

/** Resident memory of idle members, with all that a server that was just started needs for them, beside foreign servers. */
export async function foreignIdle({ rounds, report }: Given, load: ForeignLoad): Promise<void> {
  const { name, title, target } = FOREIGN_IDLE;
  const measured: Record<ForeignServer, number[]> = { partyline: [], ws: [], nats: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const kind of Object.keys(measured) as ForeignServer[]) measured[kind].push(await growth(kind, load));
  }
  const value = median(measured.partyline);
  const others = (['ws', 'nats'] as const).map((kind) => `${kind} ${median(measured[kind]).toFixed(1)}`);
  report(
    { name, value, target, better: 'lower' },
    `${title}: ${value.toFixed(1)} KiB each (target ${target}); ${others.join(', ')}`,
  );
}
