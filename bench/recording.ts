import type { Report } from './run.ts';
import { RECORDING } from './scenarios.ts';
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

/** What it costs a busy host to record, and to be able to. */
async function recording(rounds: number, report: Report): Promise<void> {
  const { title, onTarget, offTarget } = RECORDING;
  const on = await ratio(['partyline-recording', 'partyline'], rounds);
  report(
    { name: 'recording-on', value: on, target: onTarget, better: 'lower' },
    `${title}, recording: ${on.toFixed(3)} × the CPU without (target ${onTarget})`,
  );
  if (earlierBuild === undefined) {
    process.stdout.write(`NOT MEASURED  ${title}, recorder off: name an earlier build in PARTYLINE_BEFORE\n`);
    return;
  }
  const off = await ratio(['partyline', 'partyline-before'], rounds);
  report(
    { name: 'recording-off', value: off, target: offTarget, better: 'lower' },
    `${title}, recorder off: ${off.toFixed(3)} × the CPU of the earlier build (target ${offTarget})`,
  );
}

export const RECORDING_SCENARIOS: readonly [string, (rounds: number, report: Report) => Promise<void>][] = [
  ['recording', recording],
];
