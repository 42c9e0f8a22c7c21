import { describe, expect, it } from 'vitest';
import type { Sabotage } from './sabotage.ts';
import { simulate } from './simulate.ts';

/** `SIMULATION_SEEDS=50000 npx vitest run --project simulation` runs more of them. */
const SEEDS = Number(process.env['SIMULATION_SEEDS'] ?? 2_000);
/** Seeds of one test: short enough to see how far a run has come. */
const BATCH = 250;
/** Runs in which a sabotaged host must be caught. */
const TO_CATCH = 100;

/** Seeds that once found a defect, and what it was. */
const REGRESSIONS: readonly (readonly [number, string])[] = [
  [28, 'a guest that was away while the log was trimmed came back for ever'],
  [145, 'another nickname of a device that came back without its session was never announced'],
  [253, 'a late hello of a link that was given up took the session, and its guest was closed for good'],
  [861, 'a guest that vanished before its first ping kept its place for ever'],
  [1_481, 'a member vanished from the list when the disk refused to forget its session'],
  [21_152, 'a forgotten guest said a message twice, which is a limit and no defect'],
];

const batches = Array.from({ length: Math.ceil(SEEDS / BATCH) }, (_, index) => index * BATCH + 1);

describe('host and guests over a faulty network', () => {
  it.each(batches)('keep every promise from seed %i on', (from) => {
    for (let seed = from; seed < Math.min(from + BATCH, SEEDS + 1); seed += 1) {
      expect(simulate(seed).failure, `replay it with: npm run simulate -- --seed ${seed}`).toBeUndefined();
    }
  });

  it.each(REGRESSIONS)('keep every promise with seed %i: %s', (seed) => {
    expect(simulate(seed).failure).toBeUndefined();
  });

  it('do the same twice with the same seed, and something else with another', () => {
    const traceOf = (seed: number) => {
      const lines: string[] = [];
      simulate(seed, { trace: (line) => lines.push(line) });
      return lines.join('\n');
    };
    expect(traceOf(7)).toBe(traceOf(7));
    expect(traceOf(7)).not.toBe(traceOf(8));
  });
});

describe('a host that is wrong on purpose is caught', () => {
  const wrong: readonly (readonly [Sabotage, string])[] = [
    ['release-before-commit', 'which tells of a turn before it is on disk'],
    ['lose-a-refusal', 'which takes what the disk refused for written'],
    ['forget-ids', 'which does not know a message again'],
  ];
  it.each(wrong)('%s, %s', (sabotage) => {
    let seed = 1;
    while (seed <= TO_CATCH && simulate(seed, { sabotage }).failure === undefined) seed += 1;
    expect(seed).toBeLessThanOrEqual(TO_CATCH);
  });
});
