import { expect, it } from 'vitest';
import { simulateFiles } from './file-world.ts';

/** A taste in each run; FILE_SIMULATION_SEEDS=2000 makes it more. */
const SEEDS = Number(process.env['FILE_SIMULATION_SEEDS'] ?? 40);
const TIMEOUT_MS = 120_000 + SEEDS * 500;

it(
  `every file arrives as it was sent through cuts, crashes, falsified bytes and torn disks, for ${SEEDS} seeds`,
  () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) expect(simulateFiles(seed), `seed ${seed}`).toBeUndefined();
  },
  TIMEOUT_MS,
);

it(
  'without faults no piece is fetched twice',
  () => {
    for (let seed = 1; seed <= SEEDS / 4; seed += 1)
      expect(simulateFiles(seed, { troubled: false }), `seed ${seed}`).toBeUndefined();
  },
  TIMEOUT_MS,
);

it(
  `strangers who mean harm keep no message from being said and no file from arriving, for ${SEEDS / 2} seeds`,
  () => {
    for (let seed = 1; seed <= SEEDS / 2; seed += 1) {
      expect(simulateFiles(seed, { hostile: true }), `seed ${seed}`).toBeUndefined();
    }
  },
  TIMEOUT_MS,
);
