import { LATENCY } from './promises.ts';
import type { Scenario } from './scenario.ts';
import { type Measurement, median, pairsWithWs, percentile } from './support/measure.ts';

/** How long deliveries take beside those of `ws`. */
export const LATENCY_SCENARIO: Scenario = {
  name: LATENCY.name,
  run: async ({ rounds, report }) => {
    const { name, title, medianTarget, p99Target } = LATENCY;
    const measured = await pairsWithWs(rounds, LATENCY);
    for (const [part, share, target] of [
      ['median', 0.5, medianTarget],
      ['p99', 0.99, p99Target],
    ] as const) {
      const of = ({ latencies = [] }: Measurement) => percentile(latencies, share);
      const value = median(measured.map(([ours, ws]) => of(ours) / of(ws)));
      const [ours, ws] = [0, 1].map((index) =>
        median(measured.map((pair) => of(pair[index] as Measurement))).toFixed(3),
      );
      report(
        { name: `${name}-${part}`, value, target, better: 'lower' },
        `${title}, ${part}: ${value.toFixed(2)} × ws (target ${target}); ${ours} against ${ws} ms`,
      );
    }
  },
};
