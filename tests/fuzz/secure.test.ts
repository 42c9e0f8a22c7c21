import { expect, it } from 'vitest';
import { Random } from '../simulation/random.ts';
import { handshakeCase, paperCase, recordCase, secureWorld } from './secure-case.ts';

/** As `npm run fuzz` sets them, see fuzz.test.ts. */
const MINUTES = Number(process.env['FUZZ_MINUTES'] ?? 0);
const FIRST = Number(process.env['FUZZ_SEED'] ?? 1);
const CASES = 400;
const MINUTE_MS = 60_000;
/** Milliseconds of this thread's CPU that one case may take. */
const LONGEST_MS = 50;

it.each([
  ['a handshake', handshakeCase],
  ['a stream of records', recordCase],
  ['a card or a certificate', paperCase],
] as const)(
  '%s of which something is wrong is refused, and never throws, hangs, or lets anything else through',
  (_, tryOne) => {
    const outcomes = new Set<string>();
    const end = performance.now() + (MINUTES * MINUTE_MS) / 3;
    let longest = 0;
    for (let seed = FIRST; MINUTES === 0 ? seed < FIRST + CASES : performance.now() < end; seed += 1) {
      const random = new Random(seed);
      const world = secureWorld(random);
      const before = process.threadCpuUsage();
      try {
        outcomes.add(tryOne(random, world));
      } catch (error) {
        throw new Error(`case ${seed} (npm run fuzz -- --seed ${seed}): ${String(error)}`);
      }
      const { user, system } = process.threadCpuUsage(before);
      // What is compiled and cleared away for the first cases is none of theirs.
      if (seed > FIRST + CASES / 4) longest = Math.max(longest, (user + system) / 1_000);
    }
    expect(longest).toBeLessThan(LONGEST_MS);
    expect(outcomes.size).toBe(2);
  },
  MINUTES * MINUTE_MS + 60_000,
);
