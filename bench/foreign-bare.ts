import { FOREIGN, FOREIGN_LATENCY } from './foreign-promises.ts';
import type { Given } from './scenario.ts';
import type { ForeignKind, ForeignLoad, ForeignResult } from './support/foreign-load.ts';
import { median } from './support/measure.ts';

/** A bare Node program, the same with a commit for each turn, and what they are compared with. */
const KINDS = ['partyline', 'bare', 'bare-commit', 'ws', 'nats'] as const satisfies readonly ForeignKind[];

/**
 * Nothing is promised here: it shows how far a promise is from the least that a program in Node can do, which reads and writes alone,
 * and from what it can do that has each turn on disk before anybody hears of it (docs/adr/0029).
 */
export async function foreignBare({ rounds }: Given, load: ForeignLoad): Promise<void> {
  const one = FOREIGN.find(({ name }) => name === 'foreign-one-of-10');
  if (!one) throw new Error('there is no such scenario');
  for (const kind of KINDS) {
    const talk: ForeignResult[] = [];
    const steady: ForeignResult[] = [];
    const messages = kind === 'ws' ? one.wsMessages : one.messages;
    for (let round = 0; round < rounds; round += 1) {
      talk.push(await load.measure(kind, one.members, ...one.pattern, Math.min(one.warmUp, messages), messages));
      steady.push(await load.measure(kind, FOREIGN_LATENCY.members, ...FOREIGN_LATENCY.pattern));
    }
    const millions = (of: (result: ForeignResult) => number) => (median(talk.map(of)) / 1_000_000).toFixed(2);
    const micros = (of: (result: ForeignResult) => number | undefined) =>
      median(steady.map((result) => of(result) ?? Number.NaN)).toFixed(0);
    process.stdout.write(
      `${kind}: ${one.title}: ${millions(({ deliveries, cpuSeconds }) => deliveries / cpuSeconds)} million deliveries per second of CPU, ` +
        `${millions(({ deliveries, seconds }) => deliveries / seconds)} by the clock; ${FOREIGN_LATENCY.title}: ` +
        `p50 ${micros(({ p50 }) => p50)} µs, p99 ${micros(({ p99 }) => p99)} µs\n`,
    );
  }
}
