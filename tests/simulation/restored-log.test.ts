import { describe, expect, it } from 'vitest';
import { planSetBacks, withoutForgetting } from './restored-log.ts';
import { simulate } from './simulate.ts';

/** RESTORED_SEEDS=5000 makes it more. */
const SEEDS = Number(process.env['RESTORED_SEEDS'] ?? 45);

function run(seed: number, isSilent = false) {
  const plan = (world: Parameters<typeof planSetBacks>[0]) => planSetBacks(world, seed);
  const transport = (['tcp', 'mixed', 'udp'] as const)[seed % 3];
  return simulate(seed, {
    plan,
    change: withoutForgetting,
    ...(transport && { transport }),
    ...(isSilent && { sabotage: 'claim-one-log' }),
  });
}

describe('a host’s log that is set back while people talk', () => {
  it('loses nothing that was accepted of who comes back with what they kept', () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) expect(run(seed).failure, `seed ${seed}`).toBeUndefined();
  });

  it('would lose it where the host takes every log for its own', () => {
    let seed = 1;
    while (seed <= SEEDS && run(seed, true).failure === undefined) seed += 1;
    expect(seed).toBeLessThanOrEqual(SEEDS);
  });
});
