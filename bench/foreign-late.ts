import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder } from '../src/node/party/data-folder.ts';
import { writeLongLog } from '../tests/support/files/long-log.ts';
import { FOREIGN_LATE } from './foreign-promises.ts';
import type { Given } from './scenario.ts';
import { type ForeignLoad, Lines } from './support/foreign-load.ts';
import { median } from './support/measure.ts';
import { pin } from './support/pin.ts';
import { HOST_NAME, startServer } from './support/servers.ts';

/** How newcomers read the log: all of it in order, or the newest page first. */
const WAYS = ['order', 'pages'] as const;

interface Waits {
  /** Milliseconds of a live member's answers. */
  readonly ping: number;
  /** Milliseconds until the newest page, or all of the log, is at every newcomer. */
  readonly firstPage: number;
  readonly complete: number;
}

/** Lets newcomers join a room with a long log while a live member pings. */
async function joinLate(load: ForeignLoad, log: string, way: (typeof WAYS)[number]): Promise<Waits> {
  const { newcomers, pingsPerSecond } = FOREIGN_LATE;
  const folder = mkdtempSync(join(tmpdir(), 'partyline-bench-late-'));
  cpSync(log, folder, { recursive: true });
  const server = await startServer('partyline', folder);
  pin(server.pid, 'host');
  try {
    const live = load.start('partyline', server.port, 1, 'ping', pingsPerSecond);
    const answers = new Lines(live);
    await answers.next();
    const late = load.start('partyline', server.port, newcomers, 'late', way);
    const waits = new Lines(late);
    await waits.next();
    live.stdin?.write('\n');
    late.stdin?.write('\n');
    const { firstPage, complete } = await waits.next<{ firstPage: number; complete: number }>();
    live.stdin?.end('\n');
    const { p99 } = await answers.next<{ p99: number }>();
    return { ping: p99 / 1_000, firstPage, complete };
  } finally {
    await server.stop();
  }
}

/** What a live member feels of newcomers to a long log, and how long these wait themselves. */
export async function foreignLate({ rounds, report, isQuick }: Given, load: ForeignLoad): Promise<void> {
  const { name, title, events, fewEvents, targets } = FOREIGN_LATE;
  const folder = mkdtempSync(join(tmpdir(), 'partyline-bench-log-'));
  try {
    const path = dataFolder.hostedRoom(folder, HOST_NAME);
    const count = isQuick ? fewEvents : events;
    writeLongLog({ path, name: HOST_NAME, events: count, perTurn: 1 });
    for (const way of WAYS) {
      const measured: Waits[] = [];
      for (let round = 0; round < rounds; round += 1) measured.push(await joinLate(load, folder, way));
      const [ping, firstPage, complete] = (['ping', 'firstPage', 'complete'] as const).map((part) =>
        median(measured.map((waits) => waits[part])),
      ) as [number, number, number];
      const how = way === 'order' ? 'read it in order' : 'take the newest page first';
      report(
        { name: `${name}-${way}-ping`, value: ping, target: targets.ping, better: 'lower' },
        `${title}, ${count} in all, and ${how}: a live member's ping p99 ${ping.toFixed(1)} ms (target ${targets.ping}); all of it there after ${(complete / 1_000).toFixed(1)} s`,
      );
      if (way === 'order') continue;
      report(
        { name: `${name}-first-page`, value: firstPage, target: targets.firstPage, better: 'lower' },
        `${title}, ${count} in all: the newest page is at the last of them after ${firstPage.toFixed(0)} ms (target ${targets.firstPage})`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
