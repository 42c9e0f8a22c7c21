import { expect, it } from 'vitest';
import { SURFACES } from './surfaces/all.ts';
import { fuzzSurface } from './surfaces/fuzz-surface.ts';

const FIRST = Number(process.env['FUZZ_SEED'] ?? 1);

it.each(SURFACES.map((surface) => [surface.name, surface] as const))(
  '%s: whatever chance makes is answered, in time, and leaves nothing behind',
  async (_name, surface) => {
    const { inputs } = await fuzzSurface(surface, surface.inputs, FIRST);
    expect(inputs).toBe(surface.inputs);
  },
  120_000,
);
