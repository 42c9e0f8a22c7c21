import { FAN_OUT, type FanOut } from './promises.ts';
import type { Given, Scenario } from './scenario.ts';
import { measure, median, pairsWithWs } from './support/measure.ts';
import { canCountSystemCalls } from './support/system-calls.ts';

/** Deliveries per second of the server's CPU time beside those of `ws`. */
async function fanOut(fanOut: FanOut, { rounds, report, skip }: Given): Promise<void> {
  const { name, title, pattern, warmUp, target, systemCalls } = fanOut;
  const measured = await pairsWithWs(rounds, fanOut);
  const value = median(measured.map(([ours, ws]) => ws.cpuPerDelivery / ours.cpuPerDelivery));
  const each = median(measured.map(([ours]) => ours.cpuPerDelivery)).toFixed(2);
  const theirs = median(measured.map(([, ws]) => ws.cpuPerDelivery)).toFixed(2);
  report(
    { name, value, target, better: 'higher' },
    `${title}: ${value.toFixed(1)} × ws (target ${target}); ${each} against ${theirs} µs of CPU per delivery`,
  );
  if (systemCalls === undefined) return;
  if (!canCountSystemCalls()) return skip(`${title}: system calls (strace is missing)`);
  const counted = await measure('partyline', pattern, warmUp, { countSystemCalls: true });
  const calls = (counted.systemCalls ?? Number.NaN) / counted.deliveries;
  report(
    { name: `${name}-system-calls`, value: calls, target: systemCalls, better: 'lower' },
    `${title}: ${calls.toFixed(4)} system calls per delivery (target ${systemCalls})`,
  );
}

export const FAN_OUT_SCENARIOS: readonly Scenario[] = FAN_OUT.map((one) => ({
  name: one.name,
  run: (given) => fanOut(one, given),
}));
