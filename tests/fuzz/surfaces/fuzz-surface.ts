import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Random } from '../../simulation/random.ts';
import type { Surface } from './surface.ts';

/** Inputs after which what an engine allocates once is there; and MiB that may be more at the end. */
const WARM = 0.2;
const GROWTH_MOST = 24;
const MIB = 1_048_576;

export interface Fuzzed {
  readonly inputs: number;
  readonly slowestMs: number;
  /** MiB of the heap between the warm beginning and the end. */
  readonly grownMib: number;
}

/** Collects all garbage now. */
const collect = (() => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
})();

/**
 * Hands a surface so many inputs, each made of its own seed. @throws where a promise is broken, naming the seed; where one input takes too
 * long each time that it is tried; where memory grows
 */
export async function fuzzSurface(
  surface: Surface,
  inputs: number,
  first: number,
  note?: (done: number) => void,
): Promise<Fuzzed> {
  const { once, close } = surface.open(new Random(first));
  let slowestMs = 0;
  let warm = 0;
  const warmAt = Math.floor(inputs * WARM);
  const take = async (seed: number): Promise<number> => {
    const before = process.threadCpuUsage();
    try {
      await once(new Random(seed));
    } catch (error) {
      throw new Error(`npm run fuzz -- --surface ${surface.name} --inputs 1 --seed ${seed}: ${String(error)}`, {
        cause: error,
      });
    }
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1_000;
  };
  try {
    for (let index = 0; index < inputs; index += 1) {
      if (index === warmAt) warm = heapMib();
      let ms = await take(first + index);
      // A busy machine is slow now and then; an input that is slow is slow each time.
      for (let again = 0; ms > surface.mostMs && again < 3; again += 1) ms = await take(first + index);
      if (ms > surface.mostMs) throw new Error(`${surface.name}, seed ${first + index}: took ${ms.toFixed(0)} ms`);
      slowestMs = Math.max(slowestMs, ms);
      if (index % 10_000 === 9_999) note?.(index + 1);
    }
    const grownMib = heapMib() - warm;
    if (grownMib > GROWTH_MOST) throw new Error(`${surface.name}: the heap grew by ${grownMib.toFixed(0)} MiB`);
    return { inputs, slowestMs, grownMib };
  } finally {
    close?.();
  }
}

function heapMib(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / MIB;
}
