import { expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/shared/limits.ts';
import { CALM } from './datagram-scenario.ts';
import type { Carriage, Fault, Scenario } from './scenario.ts';
import { simulate } from './simulate.ts';

const RUNS = 12;
const CALM_MS = 60_000;

/** Nothing goes wrong but the clocks on the wall. */
function calm(scenario: Scenario): Scenario {
  const faults = Object.fromEntries(Object.keys(scenario.faults).map((name) => [name, 0])) as Record<Fault, number>;
  const steady = { ...scenario, faults, spikes: 0, troubleMs: CALM_MS, limits: DEFAULT_LIMITS, forgetful: 0 };
  return { ...steady, datagrams: CALM, socketBuffer: 65_536, delayMs: 20 };
}

it.each<Carriage>(['tcp', 'udp'])('clocks that are set by a second or by a year end no link over %s', (transport) => {
  let jumps = 0;
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const lines: string[] = [];
    const outcome = simulate(seed, { transport, change: calm, trace: (line) => lines.push(line) });
    expect(outcome.failure).toBeUndefined();
    jumps += lines.filter((line) => line.includes('fault: the clock')).length;
    expect(lines.filter((line) => line.includes('(silent)') || line.includes('(too_slow)'))).toEqual([]);
  }
  expect(jumps).toBeGreaterThan(RUNS);
});
