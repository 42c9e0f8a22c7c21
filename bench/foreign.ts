import { foreignBare } from './foreign-bare.ts';
import { foreignIdle } from './foreign-idle.ts';
import { foreignLate } from './foreign-late.ts';
import { FOREIGN, FOREIGN_IDLE, FOREIGN_LATE, FOREIGN_LATENCY, type ForeignFanOut } from './foreign-promises.ts';
import type { Given, Scenario } from './scenario.ts';
import { ForeignLoad, type ForeignResult, type ForeignServer, missingForForeignLoad } from './support/foreign-load.ts';
import { median } from './support/measure.ts';

const KINDS: readonly ForeignServer[] = ['partyline', 'ws', 'nats'];
const OTHERS = ['ws', 'nats'] as const;

/** What one round measured of each server. */
type Round = Readonly<Record<ForeignServer, ForeignResult>>;

/** Measures every server in each round, in turns at being first. */
async function roundsOf(
  rounds: number,
  load: ForeignLoad,
  patternOf: (kind: ForeignServer) => readonly (string | number)[],
): Promise<Round[]> {
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const results: Partial<Record<ForeignServer, ForeignResult>> = {};
    for (const kind of round % 2 === 0 ? KINDS : KINDS.toReversed()) {
      const [members, ...pattern] = patternOf(kind);
      results[kind] = await load.measure(kind, Number(members), ...pattern);
    }
    measured.push(results as Round);
  }
  return measured;
}

const WAYS = {
  cpu: { words: 'per second of CPU', of: ({ deliveries, cpuSeconds }: ForeignResult) => deliveries / cpuSeconds },
  clock: { words: 'by the clock', of: ({ deliveries, seconds }: ForeignResult) => deliveries / seconds },
} as const;

/** Deliveries beside those of `ws` and NATS, by the server's CPU time and by the clock. */
async function fanOut(one: ForeignFanOut, { rounds, report }: Given, load: ForeignLoad): Promise<void> {
  const { name, title, members, pattern, targets } = one;
  const { warmUp, messages, wsMessages } = one;
  const measured = await roundsOf(rounds, load, (kind) => {
    const most = kind === 'ws' ? wsMessages : messages;
    return [members, ...pattern, Math.min(warmUp, most), most];
  });
  for (const way of ['cpu', 'clock'] as const) {
    const { words, of } = WAYS[way];
    const ours = median(measured.map(({ partyline }) => of(partyline)));
    for (const other of OTHERS) {
      const value = median(measured.map((round) => of(round.partyline) / of(round[other])));
      const target = targets[way][other];
      const theirs = median(measured.map((round) => of(round[other])));
      report(
        { name: `${name}-${way}-${other}`, value, target, better: 'higher' },
        `${title}, ${words}: ${value.toFixed(2)} × ${other} (target ${target}); ` +
          `${(ours / 1_000).toFixed(0)} against ${(theirs / 1_000).toFixed(0)} thousand deliveries`,
      );
    }
  }
  const busy = median(measured.map(({ partyline: { cpuSeconds, seconds } }) => cpuSeconds / seconds));
  process.stdout.write(`        the host was busy for ${(busy * 100).toFixed(0)} % of the time\n`);
}

/** How long deliveries take beside those of `ws` and NATS. */
async function latency({ rounds, report }: Given, load: ForeignLoad): Promise<void> {
  const { name, title, members, pattern, targets } = FOREIGN_LATENCY;
  const measured = await roundsOf(rounds, load, () => [members, ...pattern]);
  for (const part of ['p50', 'p99'] as const) {
    for (const other of OTHERS) {
      const of = (kind: ForeignServer) => (round: Round) => round[kind][part] ?? Number.NaN;
      const value = median(measured.map((round) => of('partyline')(round) / of(other)(round)));
      const target = targets[part];
      const [ours, theirs] = (['partyline', other] as const).map((kind) => median(measured.map(of(kind))).toFixed(0));
      report(
        { name: `${name}-${part}-${other}`, value, target, better: 'lower' },
        `${title}, ${part}: ${value.toFixed(2)} × ${other} (target ${target}); ${ours} against ${theirs} µs`,
      );
    }
  }
}

/** Gives a scenario the load in C, where there is one. */
const withLoad =
  (title: string, work: (given: Given, load: ForeignLoad) => Promise<void>): Scenario['run'] =>
  async (given) => {
    const missing = missingForForeignLoad(KINDS);
    if (missing !== undefined) return given.skip(`${title}: ${missing}`);
    const load = new ForeignLoad();
    try {
      await work(given, load);
    } finally {
      load.remove();
    }
  };

/** Measured by a load that shares no code with us, beside foreign servers. */
export const FOREIGN_SCENARIOS: readonly Scenario[] = [
  ...FOREIGN.map((one) => ({
    name: one.name,
    run: withLoad(one.title, (given, load) => fanOut(one, given, load)),
  })),
  { name: FOREIGN_IDLE.name, run: withLoad(FOREIGN_IDLE.title, foreignIdle) },
  { name: FOREIGN_LATE.name, run: withLoad(FOREIGN_LATE.title, foreignLate) },
  { name: 'foreign-bare', run: withLoad('a bare program', foreignBare) },
  { name: FOREIGN_LATENCY.name, run: withLoad(FOREIGN_LATENCY.title, latency) },
];
