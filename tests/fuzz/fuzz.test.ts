import { expect, it } from 'vitest';
import { releaseEverything } from '../support/scope.ts';
import { CORPUS } from './corpus.ts';
import { FuzzedHost } from './fuzzed-host.ts';

releaseEverything();

/** `npm run fuzz -- --minutes 60 --seed 1` sets both; without it a few hundred cases are enough. */
const MINUTES = Number(process.env.FUZZ_MINUTES ?? 0);
const FIRST = Number(process.env.FUZZ_SEED ?? 1);
const CASES = 300;
/** Cases between two looks at what is left of them. */
const BATCH = 100;
const MINUTE_MS = 60_000;

it(
  'a host that is sent whatever chance makes lives, finds no defect, keeps nothing of it, and serves its members',
  async () => {
    const fuzzed = await FuzzedHost.start();
    const end = performance.now() + MINUTES * MINUTE_MS;
    const seeds =
      MINUTES === 0 ? [...CORPUS, ...Array.from({ length: CASES }, (_, index) => FIRST + index)] : undefined;
    let sent = 0;
    for (let seed = FIRST; seeds ? sent < seeds.length : performance.now() < end; seed += 1) {
      const chosen = seeds?.[sent] ?? seed;
      sent += 1;
      try {
        await fuzzed.send(chosen);
        await fuzzed.look();
        if (sent % BATCH === 0) await fuzzed.lookAtRest();
      } catch (error) {
        throw new Error(`case ${chosen}, number ${sent} (npm run fuzz -- --seed ${chosen}): ${String(error)}`);
      }
    }
    await fuzzed.lookAtRest();
    expect(sent).toBeGreaterThan(0);
  },
  MINUTES * MINUTE_MS + 180_000,
);
