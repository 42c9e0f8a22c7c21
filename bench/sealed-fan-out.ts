import { SEALED_FAN_OUT } from './promises.ts';
import type { Given, Scenario } from './scenario.ts';
import { type Measurement, measure, median } from './support/measure.ts';
import { canRun } from './support/servers.ts';

const KINDS = ['partyline-sealed', 'partyline', 'ws', 'wss'] as const;
type Kind = (typeof KINDS)[number];

/** What each kind is called. */
const NAMES: Readonly<Record<Kind, string>> = {
  'partyline-sealed': 'sealed',
  partyline: 'in clear',
  ws: 'ws',
  wss: 'wss',
};

/** Deliveries per second of the server's CPU time over sealed links beside those in clear, of `ws`, and of `ws` over TLS. */
async function sealedFanOut(one: (typeof SEALED_FAN_OUT)[number], { rounds, report, skip }: Given): Promise<void> {
  const { name, title, pattern, warmUp, targets } = one;
  if (!canRun('openssl', 'version')) return skip(`${title}: openssl is missing`);
  const measured: Record<Kind, Measurement>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const results: Partial<Record<Kind, Measurement>> = {};
    for (const kind of KINDS) results[kind] = await measure(kind, pattern, warmUp);
    measured.push(results as Record<Kind, Measurement>);
  }
  const cpuOf = (kind: Kind) => median(measured.map((round) => round[kind].cpuPerDelivery)).toFixed(2);
  const all = KINDS.map((kind) => `${NAMES[kind]} ${cpuOf(kind)}`).join(', ');
  for (const [other, target] of Object.entries(targets) as [Kind, number][]) {
    const value = median(
      measured.map((round) => round[other].cpuPerDelivery / round['partyline-sealed'].cpuPerDelivery),
    );
    report(
      { name: `${name}-${other}`, value, target, better: 'higher' },
      `${title}: ${value.toFixed(2)} × ${NAMES[other]} (target ${target}); µs of CPU per delivery: ${all}`,
    );
  }
}

export const SEALED_FAN_OUT_SCENARIOS: readonly Scenario[] = SEALED_FAN_OUT.map((one) => ({
  name: one.name,
  run: (given) => sealedFanOut(one, given),
}));
