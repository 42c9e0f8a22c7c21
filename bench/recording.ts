import { RECORDING } from './promises.ts';
import type { Given, Scenario } from './scenario.ts';
import { measure, median } from './support/measure.ts';
import { earlierBuild, type ServerKind } from './support/servers.ts';

/** CPU per delivery of one kind of host as a multiple of another's, in pairs that take turns at being first. */
async function ratio(kinds: readonly [ServerKind, ServerKind], rounds: number): Promise<number> {
  const { pattern, warmUp } = RECORDING;
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const cost = new Map<ServerKind, number>();
    for (const kind of round % 2 === 0 ? kinds : kinds.toReversed()) {
      cost.set(kind, (await measure(kind, pattern, warmUp)).cpuPerDelivery);
    }
    ratios.push((cost.get(kinds[0]) as number) / (cost.get(kinds[1]) as number));
  }
  return median(ratios);
}

/** What it costs a busy host to record. */
async function recording({ rounds, report }: Given): Promise<void> {
  const { title, onTarget } = RECORDING;
  const on = await ratio(['partyline-recording', 'partyline'], rounds);
  report(
    { name: 'recording-on', value: on, target: onTarget, better: 'lower' },
    `${title}, recording: ${on.toFixed(3)} × the CPU without (target ${onTarget})`,
  );
}

/** What it costs a busy host to be able to. */
async function recorderOff({ rounds, report, skip }: Given): Promise<void> {
  const { title, offTarget } = RECORDING;
  if (earlierBuild === undefined) {
    return skip(`${title}, recorder off: name an earlier build in PARTYLINE_BEFORE`);
  }
  const off = await ratio(['partyline', 'partyline-before'], rounds);
  report(
    { name: 'recording-off', value: off, target: offTarget, better: 'lower' },
    `${title}, recorder off: ${off.toFixed(3)} × the CPU of the earlier build (target ${offTarget})`,
  );
}

export const RECORDING_SCENARIOS: readonly Scenario[] = [
  { name: 'recording-on', run: recording },
  { name: 'recording-off', run: recorderOff },
];
